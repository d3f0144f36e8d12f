import { describe, expect, test } from '@jest/globals';

interface State {
  readonly problems: string[];
  readonly most: { mib: number; stallMs: number };
}
const { harmIn, hear } = (await import(new URL('../../scripts/attack/target.js', import.meta.url).href)) as {
  readonly harmIn: (reply: string) => string | undefined;
  readonly hear: (state: State, text: string) => void;
};

const heard = (text: string): State => {
  const state: State = { problems: [], most: { mib: 0, stallMs: 0 } };
  hear(state, text);
  return state;
};

describe('the attack calls it harm', () => {
  test.each([
    ['hangs', /^hang: /],
    ['HTTP/1.1 500 Internal Server Error\r\n\r\n', /^fault: /],
    ['HTTP/1.1 200 OK\r\nsimulator-fault: 7\r\n\r\n', /^fault: /],
  ])('when %j comes back', (reply, says) => {
    expect(harmIn(reply)).toMatch(says);
  });

  test('when the log reports a stall of over a second, or an error with its stack', () => {
    const stall = 'stall: no request was answered for 3000 ms, 1250 ms of CPU; last began: GET /_simulator/journal\n';
    expect(heard(stall)).toMatchObject({ problems: [stall.trim()], most: { stallMs: 1250 } });
    expect(heard('TypeError: x\n    at answer (/app/simulator/core/exchange.js:12:3)\n').problems).toHaveLength(1);
  });

  test('and nothing else', () => {
    expect(harmIn('HTTP/1.1 400 Bad Request\r\n\r\n')).toBeUndefined();
    expect(harmIn('')).toBeUndefined();
    const short = 'stall: no request was answered for 3000 ms, 400 ms of CPU; last began: POST api.ytx.net\n';
    expect(heard(`${short}space s1 was removed: all spaces together may take 96 MiB (--memory)\n`)).toMatchObject({
      problems: [],
      most: { stallMs: 400 },
    });
  });
});
