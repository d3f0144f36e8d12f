import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { YtxClientOptions } from '../../client/index.js';
import { clientOf } from './client-of.js';
import { failureOf, weekly, weeklyFields } from './ytx-requests.js';
import { openSmallServer, type SmallServer } from './small-server.js';

describe('the options of a YTX client', () => {
  test.each<readonly [why: string, options: Partial<YtxClientOptions>]>([
    ['baseUrl must be an absolute URL with http or https', { baseUrl: 'sandbox.ytx.net' }],
    ['baseUrl must be an absolute URL with http or https', { baseUrl: 'ftp://sandbox.ytx.net' }],
    ['baseUrl must not contain a query or a fragment', { baseUrl: 'http://sandbox.ytx.net/?' }],
    ['baseUrl must not contain a query or a fragment', { baseUrl: 'http://sandbox.ytx.net/#top' }],
    ['baseUrl must not contain a user or a password', { baseUrl: 'http://me@sandbox.ytx.net' }],
    ['baseUrl must be a non-empty string', { baseUrl: '' }],
    ['accountSID must be a non-empty string', { accountSID: '' }],
    ['authToken must be a non-empty string', { authToken: ' ' }],
    ['appid must be a non-empty string', { appid: '' }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: 0 }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: -1 }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: NaN }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: Infinity }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: 2 ** 31 }],
  ])('are refused at once: %s', (why, options) => {
    expect(() => clientOf(options)).toThrow(new TypeError(why));
  });

  test.each<readonly [why: string, options: object]>([
    ['format.parties must be one of string, array, unescaped', { format: { parties: 'text' } }],
    [
      'format has no "party": parties, bookmeeting, booktime, unusedFields, action, orderNumber, sign, authorization',
      { format: { party: 'array' } },
    ],
    ['version must be letters, digits, "_", "." and "-"', { version: '../x' }],
    ['encodeBody must be a function', { encodeBody: 'gbk' }],
    ['hooks must be an object', { hooks: null }],
    ['hooks.before must be a function', { hooks: { before: 'x' } }],
    ['hooks has no "beforeRequest": use before or after', { hooks: { beforeRequest: [] } }],
  ])('are refused at once in a program without types: %s', (why, options) => {
    expect(() => clientOf(options)).toThrow(new TypeError(why));
  });

  test('are refused where an environment variable was not there', () => {
    // @ts-expect-error a text that may be undefined is no text; programs in JavaScript hand it in all the same
    expect(() => clientOf({ authToken: undefined })).toThrow(new TypeError('authToken must be a non-empty string'));
  });

  test.each([
    ['http://sandbox.ytx.net', 'http://sandbox.ytx.net/201612/'],
    ['http://sandbox.ytx.net/', 'http://sandbox.ytx.net/201612/'],
    ['HTTP://Sandbox.YTX.net:80//', 'http://sandbox.ytx.net/201612/'],
    ['https://proxy.example:8443/ytx', 'https://proxy.example:8443/ytx/201612/'],
    [
      'http://127.0.0.1:4010/~alice/+app-offline/sandbox.ytx.net',
      'http://127.0.0.1:4010/~alice/+app-offline/sandbox.ytx.net/201612/',
    ],
    ['http://[::1]:4010/%7Ealice', 'http://[::1]:4010/%7Ealice/201612/'],
  ])('take the base URL %s', (baseUrl, start) => {
    const { url } = clientOf({ baseUrl }).prepare('createMeeting', weeklyFields);
    expect(url.slice(0, start.length)).toBe(start);
  });
});

/** Everything but the timers of the client itself stays real, or no bytes would flow. */
const real = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;

let silent: SmallServer;
let stalling: SmallServer;

// The first fetch of a process starts a timer of its own, which must not be counted as the client's.
beforeAll(async () => {
  const server = await openSmallServer((_, response) => response.end());
  await fetch(server.url);
  await server.close();
});
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

/** A `fetch`, and a promise that resolves when it has received the headers of a reply. */
function fetchReportingHeaders(): { readonly fetch: typeof fetch; readonly headersCame: Promise<unknown> } {
  let resolveHeaders: (value: unknown) => void;
  const headersCame = new Promise((resolve) => {
    resolveHeaders = resolve;
  });
  return {
    headersCame,
    async fetch(...asked) {
      const response = await fetch(...asked);
      resolveHeaders(response);
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
    expect(String(failure)).toBe(
      `TimeoutError: createMeeting timed out after 10000 ms (it may have happened)\n  Request: POST ${silent.url}/201612/sid/…/call/TeleMeeting.wx`,
    );
    expect(failure).toMatchObject({ isRetryable: false, cause: { name: 'TimeoutError' } });
    jest.advanceTimersByTime(1_000_000);
    expect(silent.arrived()).toBe(1);
  });

  test('is over within the body just as well', async () => {
    const { fetch, headersCame } = fetchReportingHeaders();
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
    const { fetch, headersCame } = fetchReportingHeaders();
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
