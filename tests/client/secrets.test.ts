import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import type { Prepared, ProviderError, YtxClientOptions } from '../../client/index.js';
import { clientOf, keys } from './client-of.js';
import { failureOf, weekly, weeklyFields } from './ytx-requests.js';
import { openSmallServer, type SmallServer } from './small-server.js';

const prepared = clientOf().prepare('createMeeting', weeklyFields);
const sign = new URL(prepared.url).searchParams.get('Sign') ?? '';
const authorization = prepared.headers['Authorization'] ?? '';
const secrets = [keys.authToken, sign, authorization, 'Sign='];

/** Everything that can be seen of a value, however it is looked at. */
function everythingOf(value: unknown, seen = new Set()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  const looks = [inspect(value, { depth: Infinity, showHidden: true, getters: true }), JSON.stringify(value)];
  for (const key of Reflect.ownKeys(value)) {
    looks.push(String(key), everythingOf((value as Readonly<Record<PropertyKey, unknown>>)[key], seen));
  }
  return looks.join('\n');
}

const leaksOf = (error: unknown): readonly string[] => {
  const looks = everythingOf(error).toLowerCase();
  return secrets.filter((secret) => looks.includes(secret.toLowerCase()));
};

/** Replies of a server that echoes the request, in every place of a reply that can hold a text. */
const echoes: Readonly<Record<string, (echoed: string) => readonly [number, Record<string, string>, string]>> = {
  'a header of the simulator': (echoed) => [
    200,
    { 'simulator-refused-by': `ytx/${echoed}` },
    '{"statusCode":"-1","statusMsg":"n"}',
  ],
  'the voice of the simulator': (echoed) => [
    501,
    { 'simulator-not-modelled': echoed, 'simulator-exchange': echoed },
    '{}',
  ],
  'a redirect': (echoed) => [302, { Location: `/login?${echoed}` }, ''],
  'a Content-Type': (echoed) => [200, { 'Content-Type': `text/${echoed}` }, 'no'],
  'a refusal': (echoed) => [200, {}, JSON.stringify({ statusCode: '-1', statusMsg: echoed })],
  'a code': (echoed) => [200, {}, JSON.stringify({ statusCode: echoed, statusMsg: echoed })],
  'keys of a success': (echoed) => [
    200,
    {},
    JSON.stringify({ statusCode: '0', statusMsg: { [echoed]: { [echoed]: echoed } } }),
  ],
  'a text instead of a meeting': (echoed) => [200, {}, JSON.stringify({ statusCode: '0', statusMsg: echoed })],
  'a problem of a simulator': (echoed) => [
    404,
    { 'Content-Type': 'application/problem+json' },
    JSON.stringify({ type: 'urn:meeting-understudy:not-found', detail: echoed, fix: echoed }),
  ],
  'the diagnosis of a simulator': (echoed) => [
    200,
    { 'simulator-diagnosis': `${echoing.url}/_simulator/journal/1/diagnosis` },
    echoed.startsWith('/_simulator')
      ? JSON.stringify({ says: lastEchoed, advice: { fix: lastEchoed } })
      : '{"statusCode":"-1","statusMsg":"n"}',
  ],
  'the URL of a diagnosis': (echoed) => [
    200,
    { 'simulator-diagnosis': `${echoing.url}/_simulator/journal/1/diagnosis?${encodeURIComponent(echoed)}` },
    '{"statusCode":"-1","statusMsg":"n"}',
  ],
  HTML: (echoed) => [404, { 'Content-Type': 'text/html' }, `<pre>${echoed}</pre>`],
  'text that is no JSON': (echoed) => [200, {}, echoed],
};

let echoing: SmallServer;
/** What the request before this one had. */
let lastEchoed = '';
let answer: (echoed: string) => readonly [number, Record<string, string>, string];
beforeAll(async () => {
  echoing = await openSmallServer((request, response) => {
    const echoed = [request.url ?? '', request.headers.authorization ?? '', keys.authToken].join(' ');
    const [status, headers, body] = answer(echoed);
    lastEchoed = echoed;
    response.writeHead(status, headers).end(body);
  });
});
afterAll(() => echoing.close());

const quoting = (text: string): Error =>
  Object.assign(new Error(text, { cause: new Error(text) }), { code: text, request: text, name: text });

describe('what the client throws holds no credential', () => {
  test('which the test would see if it did', () => {
    const echoed = [prepared.url, ...Object.values(prepared.headers), keys.authToken].join(' ');
    expect(leaksOf(quoting(echoed))).toEqual(secrets);
    expect(leaksOf({ deep: [{ inside: new Map([['key', echoed]]) }] })).toEqual(secrets);
  });

  test.each(Object.entries(echoes))('when a server repeats the request in %s', async (_, echo) => {
    answer = echo;
    const failure = await failureOf(clientOf({ baseUrl: echoing.url }).startMeeting(weekly));
    expect(failure).toMatchObject({ operation: 'createMeeting' });
    expect(leaksOf(failure)).toEqual([]);
    // Its id is no credential, but a URL is copied into logs and reports.
    expect(JSON.stringify((failure as ProviderError).request)).not.toContain(keys.accountSID);
  });

  test.each([
    ['before the reply', (echoed: string) => Promise.reject(quoting(echoed))],
    [
      'within the body',
      (echoed: string) =>
        Promise.resolve(
          new Response(
            new ReadableStream({
              start: (body) => {
                body.error(quoting(echoed));
              },
            }),
          ),
        ),
    ],
  ])('when fetch fails with an error that quotes the request, %s', async (_, fail) => {
    const fetch: typeof globalThis.fetch = (url, init) => fail(JSON.stringify([url, init, keys.authToken]));
    const failure = await failureOf(clientOf({ fetch }).startMeeting(weekly));
    expect(failure).toMatchObject({ name: 'NetworkError', code: 'UNKNOWN', mayHaveHappened: true });
    expect(leaksOf(failure)).toEqual([]);
  });

  test('when the time is up', async () => {
    const client = clientOf({ fetch: () => new Promise(() => undefined), timeoutMs: 1 });
    const failure = await failureOf(client.startMeeting(weekly));
    expect(failure).toMatchObject({ name: 'TimeoutError' });
    expect(leaksOf(failure)).toEqual([]);
  });

  test.each<readonly [string, Partial<Prepared>]>([
    ['a header', { headers: { Authorization: `${authorization}\n${authorization}` } }],
    ['a URL', { url: `http://[${prepared.url}` }],
    ['a method', { method: 'GET' }],
  ])('when fetch cannot send %s that was tampered with', async (_, tampered) => {
    const failure = await failureOf(clientOf().exchange({ ...prepared, ...tampered }));
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure).toHaveProperty('cause.message');
    expect(leaksOf(failure)).toEqual([]);
  });

  test.each<readonly [string, Partial<YtxClientOptions>]>([
    ['a base URL with a password', { baseUrl: `http://me:${keys.authToken}@ytx.net` }],
    ['a base URL with a query', { baseUrl: `http://ytx.net/?${keys.authToken}` }],
    ['an invalid base URL', { baseUrl: keys.authToken }],
    ['no account', { accountSID: '' }],
  ])('when a client is made with %s', async (_, options) => {
    const failure = await failureOf(Promise.resolve(options).then(clientOf));
    expect(failure).toBeInstanceOf(TypeError);
    expect(leaksOf(failure)).toEqual([]);
  });

  test('nor can one be seen on the client itself', () => {
    expect(leaksOf(clientOf())).toEqual([]);
  });
});
