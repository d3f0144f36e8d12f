import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { clientOf } from './client-of.js';
import { failureOf, weekly } from './office.js';
import { openSmallServer, type SmallServer } from './small-server.js';

/** Everything but the timers of the client itself stays real, or no bytes would flow. */
const real = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;

let silent: SmallServer;
let stalling: SmallServer;

beforeEach(async () => {
  silent = await openSmallServer(() => undefined);
  stalling = await openSmallServer((_, response) => {
    response.writeHead(200, { 'Content-Length': '90' }).write('{"statusCode":"0",');
  });
  jest.useFakeTimers({ doNotFake: [...real, 'setInterval', 'clearInterval'] });
});
afterEach(async () => {
  jest.useRealTimers();
  await silent.close();
  await stalling.close();
});

/** A fetch that tells when a reply's headers are there. */
function telling(): { readonly fetch: typeof fetch; readonly headersCame: Promise<unknown> } {
  let tell: (value: unknown) => void;
  const headersCame = new Promise((resolve) => {
    tell = resolve;
  });
  return {
    headersCame,
    async fetch(...asked) {
      const response = await fetch(...asked);
      tell(response);
      return response;
    },
  };
}

describe('an exchange that takes too long', () => {
  test('is over after 10 seconds before the headers, is sent once, and may have happened', async () => {
    const request = silent.incoming();
    const failing = failureOf(clientOf({ baseUrl: silent.url }).startMeeting(weekly));
    await request;
    jest.advanceTimersByTime(9_999);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1);
    const failure = await failing;
    expect(failure).toMatchObject({ name: 'TimeoutError', afterMs: 10_000, mayHaveHappened: true });
    expect(String(failure)).toBe('TimeoutError: createMeeting was timed out: 10000 ms (it may have happened)');
    jest.advanceTimersByTime(1_000_000);
    expect(silent.arrived()).toBe(1);
  });

  test('is over within the body just as well', async () => {
    const { fetch, headersCame } = telling();
    const failing = failureOf(clientOf({ baseUrl: stalling.url, fetch, timeoutMs: 700 }).startMeeting(weekly));
    await headersCame;
    jest.advanceTimersByTime(700);
    expect(await failing).toMatchObject({ name: 'TimeoutError', afterMs: 700 });
    expect(stalling.arrived()).toBe(1);
  });

  test('is over even where fetch heeds no signal', async () => {
    const failing = failureOf(clientOf({ fetch: () => new Promise(() => undefined) }).startMeeting(weekly));
    jest.advanceTimersByTime(10_000);
    expect(await failing).toMatchObject({ name: 'TimeoutError' });
  });

  test('leaves no timer behind, however it ended', async () => {
    const reply = new Response('{"statusCode":"-100","statusMsg":"异常错误"}');
    await failureOf(clientOf({ fetch: () => Promise.resolve(reply) }).startMeeting(weekly));
    await failureOf(clientOf({ fetch: () => Promise.reject(new Error('no')) }).startMeeting(weekly));
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe("a caller's signal", () => {
  test('gives the exchange up with its own reason, as with fetch', async () => {
    const controller = new AbortController();
    const request = silent.incoming();
    const failing = failureOf(clientOf({ baseUrl: silent.url }).startMeeting(weekly, { signal: controller.signal }));
    await request;
    controller.abort(new RangeError('no longer wanted'));
    expect(String(await failing)).toBe('RangeError: no longer wanted');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is heeded within the body', async () => {
    const controller = new AbortController();
    const { fetch, headersCame } = telling();
    const client = clientOf({ baseUrl: stalling.url, fetch });
    const failing = failureOf(client.startMeeting(weekly, { signal: controller.signal }));
    await headersCame;
    controller.abort();
    expect(await failing).toMatchObject({ name: 'AbortError' });
  });

  test('that has already been given lets nothing be sent', async () => {
    const client = clientOf({ baseUrl: silent.url });
    const failure = await failureOf(client.startMeeting(weekly, { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ name: 'AbortError' });
    expect(silent.arrived()).toBe(0);
  });
});
