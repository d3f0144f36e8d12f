import { describe, expect, test } from '@jest/globals';
import type { IncomingRequest } from '../../simulator/core/requests/incoming-request.js';
import { handleRequest } from '../../simulator/core/requests/handle-request.js';
import type { JournalEntry } from '../../simulator/core/state/journal.js';
import { createSpace } from '../../simulator/core/state/space.js';
import { exchangeView, type Form } from '../../simulator/http/control/exchange-view.js';
import { resultOf } from '../support/steps.js';
import { byteRing } from '../../simulator/platform/byte-ring.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';
import { seededRandom } from '../../simulator/platform/seeded-random.js';
import { noon } from './control-server.js';
import { toy } from './toy-provider.js';

const usual: IncomingRequest = {
  method: 'POST',
  host: 'toy.test',
  targetAsSent: 'http://toy.test:8080/post?red',
  targetForProvider: '/post?red',
  rawHeaders: ['HOST', 'toy.test:8080', 'toy-key', 's3cret-key'],
  body: Buffer.from('hello'),
  clientIp: '127.0.0.1',
};

const entryOf = (changed: Partial<IncomingRequest>, bytes = 1024 * 1024): JournalEntry => {
  const platform = {
    clock: { now: () => noon },
    documents: documentsInMemory,
    ring: () => byteRing<never>({ entries: 5, bytes }),
    randomness: seededRandom,
  };
  const space = createSpace('default', [toy], {
    start: { world: { toy: toy.world.starting }, seed: 'seed' },
    platform,
  });
  space.journal.record(handleRequest(space, toy, { ...usual, ...changed }), 1.23456);
  const [entry] = space.journal.entries();
  if (entry === undefined) throw new Error('nothing was recorded');
  return entry;
};

const viewOf = (changed: Partial<IncomingRequest>, form: Form = 'full', bytes?: number): object =>
  resultOf(exchangeView(entryOf(changed, bytes), { space: 'default', redact: (text) => text, form }));

describe('an exchange as it is shown', () => {
  test('has no duration and no port in its canonical form, and is unchanged apart from that', () => {
    const full = viewOf({}) as { readonly tookMs: number; readonly request: object };
    const { tookMs, ...others } = full;
    expect(tookMs).toBe(1.235);
    expect(full.request).toMatchObject({
      target: 'http://toy.test:8080/post?red',
      headers: [
        ['HOST', 'toy.test:8080'],
        ['toy-key', 's3cret-key'],
      ],
    });
    const request = {
      ...full.request,
      target: 'http://toy.test/post?red',
      headers: [
        ['HOST', 'toy.test'],
        ['toy-key', 's3cret-key'],
      ],
    };
    expect(viewOf({}, 'canonical')).toEqual({ ...others, request });
  });

  test.each([
    ['/post?red', '/post?red'],
    ['http://toy.test:80', 'http://toy.test'],
    ['http://[::1]:80/post:90', 'http://[::1]/post:90'],
    ['http://toy.test/at:80/', 'http://toy.test/at:80/'],
    ['/toy.test:80/post', '/toy.test:80/post'],
  ])('has the target %s as %s in its canonical form', (targetAsSent, target) => {
    expect(viewOf({ targetAsSent }, 'canonical')).toMatchObject({ request: { target } });
  });

  test.each([
    ['Authorization', 'Basic 0123456789abcdef', 'Basi…cdef'],
    ['authorization', 'Basic 012345678', '…'],
    ['Proxy-Authorization', 'Bearer 0123456789', 'Bear…6789'],
    ['COOKIE', 'session=0123456789', 'sess…6789'],
    ['simulator-control-token', '0123456789abcdef', '0123…cdef'],
    ['Simulator-Token', 'short', '…'],
    ['X-Request-Id', '0123456789abcdef', '0123456789abcdef'],
    ['simulator-caller', '203.0.113.9', '203.0.113.9'],
  ])('shows of the header %s: %s only %s', (name, value, shown) => {
    expect(viewOf({ rawHeaders: [name, value] })).toMatchObject({ request: { headers: [[name, shown]] } });
  });

  test('has bodies as text where they are UTF-8, and one character a byte where not', () => {
    expect(viewOf({ body: Buffer.from('\uFEFF会议') })).toMatchObject({
      request: { body: '\uFEFF会议', bodyBytes: 9 },
    });
    expect(viewOf({ body: Buffer.from([0xe4, 0xbc, 0x00, 0xff]) })).toMatchObject({
      request: { body: '\u00e4\u00bc\u0000\u00ff', bodyEncoding: 'latin1', bodyBytes: 4 },
    });
  });

  test('has the beginning of a large body, and all of it when it is asked for whole', () => {
    const body = Buffer.alloc(100_000, 'a');
    expect(viewOf({ body })).toMatchObject({
      request: { body: `${'a'.repeat(65_536)}…`, bodyBytes: 100_000, bodyIsCut: true },
    });
    const bytes = Buffer.alloc(10_000_000, 255);
    expect(viewOf({ body: bytes }, 'full', 20_000_000)).toMatchObject({
      request: { body: `${'ÿ'.repeat(65_536)}…`, bodyEncoding: 'latin1', bodyBytes: 10_000_000, bodyIsCut: true },
    });
    const plain = { space: 'default', redact: (text: string) => text, form: 'full', bodies: 'whole' } as const;
    const whole = resultOf(exchangeView(entryOf({ body }), plain));
    expect(whole).toMatchObject({ request: { body: body.toString(), bodyBytes: 100_000 } });
    expect(whole).not.toHaveProperty('request.bodyIsCut');
  });

  test('says so when it was too large to keep, and then has no trace', () => {
    const view = viewOf({ body: Buffer.alloc(2000) }, 'full', 1000);
    expect(view).toMatchObject({
      whole: false,
      note: expect.stringContaining('not kept'),
      request: { method: 'POST' },
    });
    expect(view).not.toHaveProperty('trace');
    expect(view).not.toHaveProperty('request.headers');
    expect(view).not.toHaveProperty('request.bodyBytes');
    expect(view).not.toHaveProperty('reply.body');
  });

  test('has every text redacted, names included, with the request known to the redactor', () => {
    const entry = entryOf({ rawHeaders: ['toy-key', 's3cret-key', 's3cret-key', 'x'] });
    const requests = new Set<unknown>();
    const redact = (text: string, incoming?: IncomingRequest): string => {
      requests.add(incoming);
      return text.replaceAll('s3cret-key', '-').replaceAll('check', 'CHECK');
    };
    const text = JSON.stringify(resultOf(exchangeView(entry, { space: 'default', redact, form: 'full' })));
    expect(text).not.toContain('s3cret-key');
    expect(text).toContain('"CHECK":"toy/key-fits"');
    expect([...requests]).toEqual([entry.exchange.request]);
  });
});
