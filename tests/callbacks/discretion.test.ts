import { describe, expect, test } from '@jest/globals';
import { signOf } from '../../contracts/ytx/signing.js';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import { openSimulator } from '../scenarios/stage.js';
import { watchedConnections } from './connections.js';
import { type SpaceClient, clientAt, wholeStory } from './desk.js';
import { openReceiver } from './receiver.js';

/** What signs in a space, and what it signs with at its clock's instant. */
function credentialsOf({ space }: SpaceClient): readonly string[] {
  const member = space.cast()['ytx']?.['account:active'] as { readonly accountSID: string; readonly authToken: string };
  return [member.authToken, signOf(member, timestampOf(space.clock.now()))];
}

describe('credentials', () => {
  test('stand in no view of callbacks, even when somebody put them into what comes back', async () => {
    const receiver = await openReceiver((came) => ({ status: 200, body: came.body }));
    const sim = await openSimulator();
    const client = await clientAt(sim, 'discreet', receiver.url);
    const [authToken = '', sign = ''] = credentialsOf(client);
    await client.call({ fields: { CustomParm: `${authToken} ${sign}` } });
    await client.advance('PT1H');
    expect(receiver.came.at(-1)?.body).toContain(authToken);
    const later = await clientAt(sim, 'discreet', `${receiver.url}?token=${authToken}`);
    await client.call({ fields: { CustomParm: authToken } });
    for (const path of [
      '/callbacks',
      '/callbacks?form=canonical',
      '/callbacks/wait',
      '/journal',
      '/journal?form=canonical',
    ]) {
      const { json } = await later.control('GET', path);
      const text = JSON.stringify(json);
      expect(text.length).toBeGreaterThan(500);
      for (const credential of [authToken, sign]) expect(text.includes(credential)).toBe(false);
    }
    const sunk = await clientAt(sim, 'discreet', '/_simulator/sink/own');
    await sunk.call({ fields: { CustomParm: authToken } });
    await sunk.advance('PT0S');
    const { json } = await sunk.control('GET', '/sink');
    expect(JSON.stringify(json)).toContain('/_simulator/sink/own');
    expect(JSON.stringify(json).includes(authToken)).toBe(false);
    const advanced = JSON.stringify(await sunk.control('POST', '/clock/advance', { by: 'PT1H' }));
    expect(advanced).toContain('callRecord');
    expect(advanced.includes(authToken)).toBe(false);
  });
});

describe('the mark of the simulator', () => {
  test.each([
    [false, '1.1'],
    [true, undefined],
  ])('when it is faithful is %s: %s', async (faithful, mark) => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator({ faithful }), 'mark', receiver.url);
    await client.call();
    await client.advance('PT0S');
    expect(receiver.came[0]).toMatchObject({ mark, contentType: 'application/json;charset=utf-8' });
  });
});

/** An address of this machine that is not loopback by its number, so that nothing leaves the machine. */
const elsewhere = (url: string): string => url.replace('127.0.0.1', '0.0.0.0');

describe('a receiver beyond loopback', () => {
  test('is never contacted: the record says why, and nothing is tried again', async () => {
    const watched = watchedConnections();
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'foreign', elsewhere(receiver.url));
    await client.call();
    await client.advance('PT1H');
    watched.stop();
    const { attempts, queued } = await client.callbacks('?outcome=not-allowed');
    expect(attempts).toHaveLength(wholeStory.length);
    expect(attempts.some(({ nextAt, accepted }) => nextAt !== undefined || accepted)).toBe(false);
    expect(attempts[0]?.says).toContain('--callback-allow 0.0.0.0');
    expect(queued).toEqual([]);
    expect(receiver.came).toEqual([]);
    expect(watched.addresses).not.toContain('0.0.0.0');
  });

  test('is told where that was allowed', async () => {
    const receiver = await openReceiver();
    const sim = await openSimulator({ callbacks: { allow: ['0.0.0.0'] } });
    const client = await clientAt(sim, 'allowed', elsewhere(receiver.url));
    await client.call();
    await client.advance('PT1H');
    expect(receiver.came).toHaveLength(wholeStory.length);
  });
});
