import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import type { XylinkClientOptions } from '../../client/index.js';
import { refusals } from '../../contracts/xylink/generated.js';
import { failureOf } from './ytx-requests.js';
import { openSmallServer, type SmallServer } from './small-server.js';
import { byLogin, byToken, keys, room, xylinkOf } from './xylink-requests.js';

const tokens = {
  access_token: 'access-SECRET',
  refresh_token: 'refresh-SECRET',
  signSecret: 'abcdef0123456789'.repeat(2),
  expires_in: 7200,
};
/** What a client knows, and so a server may have learnt: its own keys, and the tokens once it has logged in. */
const knownBy = {
  '1.0': [keys.token],
  login: [keys.clientSecret],
  '2.0': [keys.clientSecret, tokens.access_token, tokens.refresh_token, tokens.signSecret],
} as const;
const known = Object.values(knownBy).flat();
let echoedSecrets: readonly string[] = known;

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
  return [...known, ...sent, 'signature=', 'bearer'].filter((secret) => looks.includes(secret.toLowerCase()));
};

/** Signatures that a server was sent. */
const sent: string[] = [];
let echoing: SmallServer;
let answer: (echoed: string) => readonly [number, Record<string, string>, string];
beforeEach(async () => {
  sent.length = 0;
  echoing = await openSmallServer((request, response) => {
    const { url = '', headers } = request;
    if (url.endsWith('/app_token') && !isLoginEchoed) {
      response.end(JSON.stringify({ message: 'success', data: tokens }));
      return;
    }
    const sign = headers['x-xy-sign'] ?? /signature=(.*)$/.exec(url)?.[1] ?? keys.clientSecret;
    sent.push(String(sign));
    const [status, more, body] = answer([url, sign, headers.authorization ?? '', ...echoedSecrets].join(' '));
    response.writeHead(status, more).end(body);
  });
});
afterEach(() => echoing.close());
let isLoginEchoed = false;

const refused = (userMessage: string): string =>
  JSON.stringify({ developerMessage: userMessage, userMessage, errorCode: 66620, moreInfo: userMessage });

/** Replies of a server that echoes the request, in every place of a reply that can hold a text. */
const echoes: Readonly<Record<string, typeof answer>> = {
  'a header of the simulator': (echoed) => [400, { 'simulator-refused-by': echoed }, refusals.noMeeting.body],
  'the voice of the simulator': (echoed) => [
    501,
    { 'simulator-not-modelled': echoed, 'simulator-exchange': echoed },
    '{}',
  ],
  'a redirect': (echoed) => [302, { Location: `/login?${encodeURIComponent(echoed)}` }, ''],
  'a refusal': (echoed) => [400, {}, refused(echoed)],
  'a code': (echoed) => [400, {}, JSON.stringify({ errorCode: echoed })],
  'keys of a success': (echoed) => [200, {}, JSON.stringify([{ [echoed]: { [echoed]: echoed } }])],
  'text that is no JSON': (echoed) => [200, {}, echoed],
};

describe('what a client of XYLink throws holds no credential', () => {
  test('which the test would see if it did', () => {
    expect(leaksOf(new Error(known.join(' ')))).toEqual(known);
  });

  for (const [scheme, auth] of [
    ['1.0', byToken],
    ['2.0', byLogin],
  ] as const) {
    test.each(Object.entries(echoes))(`when a server repeats a request of ${scheme} in %s`, async (_, echo) => {
      [answer, echoedSecrets] = [echo, knownBy[scheme]];
      const failure = await failureOf(xylinkOf({ baseUrl: echoing.url, auth }).createGroups({ room }));
      expect(failure).toMatchObject({ operation: 'createGroups' });
      expect([sent.length, leaksOf(failure)]).toEqual([1, []]);
    });
  }

  test.each(Object.entries(echoes))('when a server repeats a login in %s', async (_, echo) => {
    [answer, isLoginEchoed, echoedSecrets] = [echo, true, knownBy.login];
    const failure = await failureOf(xylinkOf({ baseUrl: echoing.url, auth: byLogin }).createGroups({ room }));
    isLoginEchoed = false;
    expect(failure).toMatchObject({ operation: 'appToken' });
    expect(leaksOf(failure)).toEqual([]);
  });

  test.each([
    ['1.0', byToken],
    ['login', byLogin],
  ] as const)('when fetch fails with an error that quotes the request, with %s', async (scheme, auth) => {
    const fetch: typeof globalThis.fetch = (url, init) =>
      Promise.reject(new Error(JSON.stringify([url, init, knownBy[scheme]]), { cause: init }));
    const failure = await failureOf(xylinkOf({ auth, fetch }).endMeeting(room));
    expect(failure).toMatchObject({ name: 'NetworkError', code: 'UNKNOWN' });
    expect(leaksOf(failure)).toEqual([]);
  });

  test('when the time is up', async () => {
    const fetch: typeof globalThis.fetch = () => new Promise(() => undefined);
    const failure = await failureOf(xylinkOf({ fetch, timeoutMs: 1 }).endMeeting(room));
    expect(failure).toMatchObject({ name: 'TimeoutError' });
    expect(leaksOf(failure)).toEqual([]);
  });

  test('when the access token that was given fits in no header', async () => {
    const data = { ...tokens, access_token: `${tokens.access_token}\nx` };
    const fetch: typeof globalThis.fetch = () =>
      Promise.resolve(new Response(JSON.stringify({ message: 'success', data })));
    const failure = await failureOf(xylinkOf({ auth: byLogin, fetch, baseUrl: 'http://x' }).endMeeting(room));
    expect(failure).toBeInstanceOf(TypeError);
    expect(leaksOf(failure)).toEqual([]);
  });

  test.each<readonly [string, Partial<XylinkClientOptions>]>([
    ['a base URL with a password', { baseUrl: `http://me:${keys.token}@xylink.com` }],
    ['an invalid base URL', { baseUrl: keys.token }],
    ['no enterprise', { enterpriseId: '' }],
    ['no token', { auth: { token: '' } }],
    ['no secret', { auth: { ...byLogin, clientSecret: ' ' } }],
    ['an invalid sign type', { auth: { ...byLogin, signType: keys.clientSecret as 'MD5' } }],
    ['a token by itself', { auth: keys.token as never }],
    ['no auth', { auth: undefined as never }],
  ])('when a client is made with %s', async (_, options) => {
    const failure = await failureOf(Promise.resolve(options).then(xylinkOf));
    expect(failure).toBeInstanceOf(TypeError);
    expect(leaksOf(failure)).toEqual([]);
  });

  test('nor can one be seen on the client itself, even once it has logged in', async () => {
    answer = () => [200, {}, ''];
    const client = xylinkOf({ baseUrl: echoing.url, auth: byLogin });
    await client.endMeeting(room);
    expect(leaksOf(client)).toEqual([]);
  });
});
