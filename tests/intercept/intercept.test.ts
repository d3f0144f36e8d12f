import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { getGlobalDispatcher } from 'undici';
import { createSimulator } from '../../simulator/index.js';
import { intercept, type InterceptOptions, type Interception } from '../../simulator/intercept/index.js';
import { withoutDelay } from '../http/without-delay.js';
import { noon, prepare } from '../ytx/caller.js';
import { byFetch, byNode, clients, openServer, type Sent } from './clients.js';

const open: Interception[] = [];

function begin(options: InterceptOptions = {}): Interception {
  const stand = intercept(options);
  open.push(stand);
  return stand;
}

afterEach(() => {
  for (const stand of open.splice(0)) stand.dispose();
});

/** A createMeeting that is accepted, as the client of a space sends it. */
function meeting({ simulator }: Interception, prefix = ''): Sent {
  const { host, target, ...rest } = prepare(simulator.spaces.getOrCreate(undefined), {});
  return { url: `http://${host}${prefix}${target}`, ...rest };
}

const exchangesIn = ({ simulator }: Interception, space?: string) =>
  simulator.spaces
    .getOrCreate(space)
    .journal.entries()
    .map(({ exchange }) => exchange);

const accepted = { status: 200, body: expect.stringContaining('"statusCode":"0"') as unknown };
const slow = '/+hang';

describe.each(clients)('%s', (_name, send) => {
  test('reaches the simulator, which verifies the signature over what was sent', async () => {
    const stand = begin({ seed: 'friday', startAt: noon });
    const sent = meeting(stand);
    expect(await send(sent)).toMatchObject(accepted);
    const [{ request } = { request: undefined }] = exchangesIn(stand);
    expect(`http://${request?.host ?? ''}${request?.targetAsSent ?? ''}`).toBe(sent.url);
    expect(Buffer.from(request?.body ?? []).toString()).toBe(sent.body);
  });

  test('receives the bytes and headers of a server', async () => {
    const simulator = createSimulator({ seed: 'friday', startAt: noon, clock: { now: () => noon } });
    const stand = begin({ simulator });
    const refused = { ...meeting(stand), headers: { Authorization: '5Lul' } };
    const { url, close } = await simulator.listen(0);
    const served = await byNode({ ...refused, url: refused.url.replace('http:/', url) });
    await close();
    const { body, headers } = await send(refused);
    expect(body).toBe(served.body);
    for (const name of ['content-type', 'content-length', 'date', 'simulator-refused-by'])
      expect([name, headers[name]]).toEqual([name, served.headers[name]]);
  });

  test('reaches the provider by https on any port, and never the control API', async () => {
    const stand = begin();
    const { status, headers } = await send({ url: 'https://sdk.xylink.com:8443/_simulator/journal' });
    expect([status, headers['simulator-not-modelled']]).toEqual([501, 'this method and path of xylink']);
    expect(exchangesIn(stand)).toMatchObject([{ request: { host: 'sdk.xylink.com' } }]);
  });

  test('has its space and scenarios, and those of the path', async () => {
    const stand = begin({ space: 'Alice', scenarios: ['ytx/sign-wrong'] });
    expect((await send(meeting(stand))).headers['simulator-scenario']).toContain('sign-wrong');
    expect((await send(meeting(stand, '/~bob'))).headers).toMatchObject({
      'simulator-space': 'bob',
      'simulator-scenario': expect.stringContaining('sign-wrong') as unknown,
    });
    expect((await send({ url: 'http://sdk.xylink.com/x' })).headers['simulator-scenario']).toBeUndefined();
    expect([exchangesIn(stand, 'alice').length, exchangesIn(stand).length]).toEqual([2, 0]);
  });

  test.each(['reset-before-headers', 'empty-reply', 'garbage-bytes', 'truncated-body', 'content-length-too-long'])(
    'fails for %s',
    async (fault) => {
      await expect(send(meeting(begin(), `/+${fault}`))).rejects.toThrow();
    },
  );

  test.each([
    ['empty-body', ''],
    ['duplicate-keys', '{"statusCode":null,"statusCode":'],
    ['dribble', '{"statusCode":'],
  ])('receives the reply of %s', async (fault, start) => {
    const stand = begin({ simulator: createSimulator({ schedule: withoutDelay }) });
    const { status, body } = await send(meeting(stand, `/+${fault}`));
    expect([status, body.slice(0, start.length)]).toEqual([200, start]);
  });

  test('waits for a reply that does not come, until it gives up or the interception ends', async () => {
    const stand = begin();
    const giveUp = new AbortController();
    const waiting = send({ ...meeting(stand, slow), signal: giveUp.signal });
    giveUp.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    const ended = send(meeting(stand, slow));
    while (exchangesIn(stand).length === 0) await new Promise(setImmediate);
    stand.dispose();
    await expect(ended).rejects.toThrow();
  });

  test('reaches other hosts as before, unless they are refused', async () => {
    begin();
    const unknown = { url: 'http://host.invalid/path?token=secret' };
    const bypass = await send(unknown).catch(whole);
    expect(bypass).toMatch(/ENOTFOUND|EAI_AGAIN/);
    begin({ onUnhandledRequest: 'error' });
    const refused = await send(unknown).catch(whole);
    expect(refused).toContain('onUnhandledRequest is "error": GET http://host.invalid.');
    expect(refused).not.toContain('secret');
  });

  test('reaches servers of this machine, even if other hosts are refused', async () => {
    begin({ onUnhandledRequest: 'error' });
    const { url, close } = await openServer((_request, response) => response.end('own'));
    expect((await send({ url })).body).toBe('own');
    await close();
  });
});

/** An error with those that caused it. */
function whole(error: unknown): string {
  const { message, cause, code } = error as Error & { readonly code?: string };
  return `${message} ${code ?? ''} ${cause === undefined ? '' : whole(cause)}`;
}

describe('the raw request of node:http', () => {
  test('keeps target, names and repeated headers', async () => {
    const stand = begin();
    const sending = http.request({ host: 'api.ytx.net', path: '/a/../b%2f?x=%41', headers: { 'X-Two': ['1', '2'] } });
    await once(sending.end(), 'response');
    const [exchange] = exchangesIn(stand);
    expect(exchange?.request.targetForProvider).toBe('/a/../b%2f?x=%41');
    expect(exchange?.request.rawHeaders.join()).toContain('X-Two,1,X-Two,2');
  });

  test('has the body of a GET', async () => {
    const stand = begin();
    await byNode({ url: 'https://sdk.xylink.com/x', headers: { 'Content-Length': '4' }, body: 'body' });
    expect(Buffer.from(exchangesIn(stand)[0]?.request.body ?? []).toString()).toBe('body');
  });

  test('is limited as over HTTP', async () => {
    begin();
    const body = new Uint8Array(1024 * 1024 + 1);
    expect(await byFetch({ url: 'http://api.ytx.net/x', method: 'POST', body })).toMatchObject({ status: 413 });
  });
});

describe('interceptions', () => {
  test('leave the process as it was', () => {
    const now = () => [http.request, https.get, http.ClientRequest, fetch, Headers, getGlobalDispatcher()];
    const before = now();
    const stand = begin();
    expect(now().map((each, index) => each === before[index])).not.toContain(true);
    stand.dispose();
    stand.dispose();
    expect(now().map((each, index) => each === before[index])).not.toContain(false);
  });

  test('answer by the latest, and then by the one before', async () => {
    const [first, second] = [begin({ space: 'first' }), begin({ space: 'second' })];
    const spaceNow = async (): Promise<unknown> =>
      (await byFetch({ url: 'http://api.ytx.net/x' })).headers['simulator-space'];
    expect(await spaceNow()).toBe('second');
    second[Symbol.dispose]();
    expect(await spaceNow()).toBe('first');
    first.dispose();
  });

  test('send the callbacks of their simulator', async () => {
    const called: string[] = [];
    const { url, close } = await openServer((request, response) => {
      called.push(request.method ?? '');
      response.end();
    });
    const stand = begin({ startAt: noon, onUnhandledRequest: 'error' });
    const space = stand.simulator.spaces.getOrCreate(undefined);
    const { target, host, ...rest } = prepare(space, {
      app: 'app:with-callback',
      host: 'api.ytx.net',
      fields: { callbackUrl: url },
    });
    expect(await byFetch({ url: `http://${host}${target}`, ...rest })).toMatchObject(accepted);
    const { attempts } = await stand.simulator.advance(3_600_000);
    expect(attempts.length).toBeGreaterThan(0);
    await close();
  });

  test.each<[string, InterceptOptions]>([
    ['Invalid space name', { space: 'no space' }],
    ['scenarios: Unknown scenario', { scenarios: ['nonsense'] }],
    ['onUnhandledRequest must be', { onUnhandledRequest: 'warn' as 'error' }],
    ['seed: give options of the simulator', { simulator: createSimulator(), seed: 'x' }],
  ])('reject options: %s', (message, options) => {
    expect(() => begin(options)).toThrow(new RegExp(`^${message}`));
  });
});
