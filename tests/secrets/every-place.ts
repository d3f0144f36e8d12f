import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorizationOf, signOf } from '../../contracts/ytx/signing.js';
import { createSimulator, type Listening } from '../../simulator/index.js';
import { decoded, isIn, encodings } from './secret-encodings.js';
import { exchange } from './wire.js';

const now = Date.parse('2026-11-21T12:00:00+08:00');
const timestamp = '20261121120000';
const accountSID = 'ac000000000000000000000000000001';
const authToken = '70000000000000000000000000000ac1';
const secrets = [authToken, signOf({ accountSID, authToken }, timestamp), authorizationOf({ accountSID, timestamp })];

const good = `/201612/sid/${accountSID}/call/TeleMeeting.wx`;
const body = (field: string, value: unknown): string => JSON.stringify({ action: 'createMeeting', [field]: value });
/** The secrets that can be read in a text, each with the lines that show it. */
function shownIn(text: string): readonly (readonly string[])[] {
  const details = decoded(text);
  return secrets.filter(details).map((secret) => [secret, ...text.split('\n').filter((line) => isIn(secret, line))]);
}

const headerSafe = (text: string): string => text.replace(/[^\x21-\x7e]/g, '');

/** Every place of a request where something that should not be there may end up. */
const places: Readonly<Record<string, (text: string) => Parameters<typeof exchange>[1]>> = {
  'a path segment': (text) => ({
    target: `/sandbox.ytx.net/201612/sid/${encodeURIComponent(text)}/call/TeleMeeting.wx`,
  }),
  'the function': (text) => ({ target: `/sandbox.ytx.net/201612/sid/x/${encodeURIComponent(text)}/Order.wx` }),
  'a bare path': (text) => ({ target: `/${encodeURIComponent(text)}` }),
  'a space': (text) => ({ target: `/~${encodeURIComponent(text)}${good}` }),
  'a scenario': (text) => ({ target: `/+${encodeURIComponent(text)}${good}` }),
  Sign: (text) => ({ target: `${good}?Sign=${encodeURIComponent(text)}` }),
  'a query parameter': (text) => ({ target: `${good}?a=${encodeURIComponent(text)}&b=1` }),
  'a query name': (text) => ({ target: `${good}?${encodeURIComponent(text)}=1` }),
  Authorization: (text) => ({ target: good, headers: { Authorization: headerSafe(text) } }),
  'another header': (text) => ({ target: good, headers: { 'X-Debug': headerSafe(text), Cookie: headerSafe(text) } }),
  Host: (text) => ({ target: '/nowhere', headers: { Host: headerSafe(text).replace(/[^\w.-]/g, '') || 'x' } }),
  'the caller': (text) => ({ target: good, headers: { 'simulator-caller': headerSafe(text) } }),
  'the whole body': (text) => ({ target: good, body: text }),
  'a field': (text) => ({ target: good, body: body('meetingname', text) }),
  'the name of a field': (text) => ({ target: good, body: body(text, 1) }),
  'the action': (text) => ({ target: good, body: body('action', text) }),
  'a control path': (text) => ({ target: `/_simulator/${encodeURIComponent(text)}` }),
  'a control parameter': (text) => ({ target: `/_simulator/journal?refusedBy=${encodeURIComponent(text)}` }),
  'a control body': (text) => ({ method: 'PUT', target: '/_simulator/readings', body: body(text, text) }),
  'a clock': (text) => ({ method: 'PUT', target: '/_simulator/clock', body: JSON.stringify({ now: text, [text]: 1 }) }),
  'broken JSON': (text) => ({ method: 'PUT', target: '/_simulator/world', body: `{"ytx": ${text}` }),
  'a proxied host': (text) => ({ target: `http://${headerSafe(text).replace(/[^\w.-]/g, '') || 'x'}/201612/` }),
};

/** What is demanded of secrets in all places; in each place, of every so many of the secrets in all encodings. */
export function describeSecrets({ every }: { readonly every: number }): void {
  const logged: string[] = [];
  const simulator = createSimulator({ clock: { now: () => now }, log: (text) => logged.push(text) });
  let listening: Listening;

  beforeAll(async () => {
    listening = await simulator.listen(0);
  });
  afterAll(() => listening.close());

  describe('a secret', () => {
    const encoded = secrets.flatMap((secret) => encodings.map((spell) => spell(secret)));
    const cases = Object.entries(places).map(([place, request], at) => {
      const texts = encoded.filter((_text, index) => (index + at) % every === 0);
      return [place, { request, texts }] as const;
    });

    test.each(cases)('in %s appears in no output, in any encoding', async (_place, { request, texts }) => {
      const get = (target: string): Promise<string> => exchange(listening.port, { method: 'GET', target });
      await exchange(listening.port, { method: 'POST', target: '/_simulator/reset' });
      for (const text of texts) expect(shownIn(await exchange(listening.port, request(text)))).toEqual([]);
      for (const view of ['journal', 'journal?form=canonical', 'spaces']) {
        expect([view, shownIn(await get(`/_simulator/${view}`))]).toEqual([view, []]);
      }
      for (const index of texts.keys()) {
        expect(shownIn(await get(`/_simulator/journal/${index + 1}/diagnosis`))).toEqual([]);
      }
      expect(shownIn(logged.join('\n'))).toEqual([]);
    });

    test('of a world that was replaced stays hidden in the journal that outlives it', async () => {
      await exchange(listening.port, { method: 'POST', target: '/_simulator/reset' });
      await exchange(listening.port, { target: good, body: body('meetingname', authToken) });
      await exchange(listening.port, { method: 'PUT', target: '/_simulator/world', body: '{}' });
      const journal = await exchange(listening.port, { method: 'GET', target: '/_simulator/journal' });
      expect(journal).toContain('meetingname');
      expect(isIn(authToken, journal)).toBe(false);
      await exchange(listening.port, { method: 'POST', target: '/_simulator/reset' });
    });

    test('comes out of the cast and the world, where people look for it', async () => {
      for (const target of ['/_simulator/cast', '/_simulator/world']) {
        expect(await exchange(listening.port, { method: 'GET', target })).toContain(authToken);
      }
    });
  });
}
