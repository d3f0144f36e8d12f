import { describe, expect, test } from '@jest/globals';

interface State {
  readonly problems: string[];
  readonly most: { mib: number; stallMs: number };
}
interface Reply {
  readonly bytes: Buffer;
  readonly hangs?: boolean;
  readonly hasMore?: boolean;
}
interface Sent {
  readonly request: Buffer;
  readonly secrets: readonly string[];
}
const { harmIn, hear } = (await import(new URL('../../scripts/attack/target.js', import.meta.url).href)) as {
  readonly harmIn: (reply: Reply, sent: Sent) => string | undefined;
  readonly hear: (state: State, text: string) => void;
};

const harmOf = (reply: string, request = 'GET /_simulator/journal HTTP/1.1'): string | undefined =>
  harmIn({ bytes: Buffer.from(reply) }, { request: Buffer.from(request), secrets: ['secret-1'] });

const heard = (text: string): State => {
  const state: State = { problems: [], most: { mib: 0, stallMs: 0 } };
  hear(state, text);
  return state;
};

describe('the attack calls it harm', () => {
  test.each([
    ['HTTP/1.1 500 Internal Server Error\r\n\r\n', /^fault: /],
    ['HTTP/1.1 200 OK\r\nsimulator-fault: 7\r\n\r\n', /^fault: /],
    [`HTTP/1.1 200 OK\r\n\r\n${'.'.repeat(9000)}secret-1`, /^leak: .*secret-1$/],
  ])('when %j comes back', (reply, says) => {
    expect(harmOf(reply)).toMatch(says);
  });

  test('when no complete reply comes back, or more than one', () => {
    const sent = { request: Buffer.alloc(0), secrets: [] };
    expect(harmIn({ bytes: Buffer.alloc(0), hangs: true }, sent)).toMatch(/^hang: /);
    expect(harmIn({ bytes: Buffer.from('HTTP/1.1 200 OK'), hasMore: true }, sent)).toMatch(/^two replies/);
  });

  test('when the log reports a stall of over a second, or an error with its stack', () => {
    const stall = 'stall: no request was answered for 3000 ms, 1250 ms of CPU; last began: GET /_simulator/journal\n';
    expect(heard(stall)).toMatchObject({ problems: [stall.trim()], most: { stallMs: 1250 } });
    expect(heard('TypeError: x\n    at answer (/app/simulator/core/exchange.js:12:3)\n').problems).toHaveLength(1);
  });

  test('and nothing else', () => {
    expect(harmOf('HTTP/1.1 400 Bad Request\r\n\r\n')).toBeUndefined();
    expect(harmOf('')).toBeUndefined();
    expect(harmOf('HTTP/1.1 200 OK\r\n\r\nsecret-1', 'GET /~s1/_simulator/World HTTP/1.1')).toBeUndefined();
    const short = 'stall: no request was answered for 3000 ms, 400 ms of CPU; last began: POST api.ytx.net\n';
    expect(heard(`${short}space s1 was removed: all spaces together may take 96 MiB (--memory)\n`)).toMatchObject({
      problems: [],
      most: { stallMs: 400 },
    });
  });
});
