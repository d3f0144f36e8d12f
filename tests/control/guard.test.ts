import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { Test } from 'supertest';
import { forbidden, type GuardSettings } from '../../simulator/http/control/guard.js';
import { jsonOf, openControl } from './control-server.js';

const settings: GuardSettings = {
  boundTo: '192.0.2.7',
  allowHosts: ['Understudy.example', '[2001:db8::1]'],
  controlToken: undefined,
};

/** Asks for a target as it stands, an absolute one too. */
async function get(port: number, path: string): Promise<IncomingMessage> {
  const sent = request({ port, host: '127.0.0.1', path, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response.resume();
}

interface Sent {
  readonly host?: string | readonly string[];
  readonly origin?: string;
  readonly authorization?: string;
}

const here = { throughProxy: false, target: '/_simulator/reset', isKnownSpace: () => true };

const statusFor = ({ host = [], ...headers }: Sent, changed: Partial<GuardSettings> = {}): number | undefined =>
  forbidden({ method: 'GET', headers, headersDistinct: { host: [host].flat() } }, here, { ...settings, ...changed })
    ?.status;

describe('the guard of the control API', () => {
  test.each([
    'localhost',
    'LOCALHOST:4010',
    'alice.localhost:4010',
    '127.0.0.1',
    '127.255.0.1:80',
    '[::1]',
    '[::1]:4010',
    '192.0.2.7:4010',
    'understudy.example',
    'UNDERSTUDY.example:1',
    '[2001:db8::1]:4010',
  ])('lets through the host %s', (host) => {
    expect(statusFor({ host })).toBeUndefined();
  });

  test.each([
    '',
    'evil.example',
    'localhost.evil.example',
    'evillocalhost',
    '127.0.0.1.evil.example',
    '127.1.evil',
    '127.0.0.256',
    '192.0.2.8',
    '::1',
    '[::1',
    'user@localhost',
    'localhost/x',
    'localhost:port',
    'localhost:123456',
    'localhost, localhost',
  ])('keeps out the host "%s"', (host) => {
    expect(statusFor({ host })).toBe(403);
  });

  test('keeps out a request with no host, or with two', () => {
    expect(statusFor({})).toBe(403);
    expect(statusFor({ host: ['localhost', 'localhost'] })).toBe(403);
  });

  test.each(['http://localhost:4010', 'HTTP://LOCALHOST:4010', 'https://localhost:4010'])(
    'lets through the origin %s',
    (origin) => {
      expect(statusFor({ host: 'localhost:4010', origin })).toBeUndefined();
    },
  );

  test.each([
    '',
    'null',
    'http://localhost',
    'http://localhost:4011',
    'http://evil.example',
    'localhost:4010',
    'http://127.0.0.1:4010',
    'file://',
  ])('keeps out the origin "%s"', (origin) => {
    expect(statusFor({ host: 'localhost:4010', origin })).toBe(403);
  });

  test('asks for the token when there is one', () => {
    const asking = { controlToken: 'the token' };
    expect(statusFor({ host: 'localhost', authorization: 'Bearer the token' }, asking)).toBeUndefined();
    expect(statusFor({ host: 'localhost', authorization: 'bearer the token' }, asking)).toBeUndefined();
    const wrong = [undefined, '', 'the token', 'Bearer', 'Bearer the tokem', 'Bearer the token2', 'Basic the token'];
    for (const authorization of wrong) {
      expect(statusFor({ host: 'localhost', ...(authorization !== undefined && { authorization }) }, asking)).toBe(401);
    }
  });

  test('says over HTTP how to authenticate', async () => {
    const guard = { boundTo: '127.0.0.1', allowHosts: [], controlToken: 'a-long-control-token' };
    const { ask } = await openControl({ guard });
    const reply = await ask
      .get('/_simulator/cast')
      .expect(401)
      .expect('www-authenticate', /^Bearer/);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:unauthorised' });
    await ask.get('/_simulator/cast').set('Authorization', 'Bearer a-long-control-token').expect(200);
  });

  test('does not let a stranger make a space, nor change one', async () => {
    const { ask, spaces } = await openControl();
    const reply = await ask.post('/~alice/_simulator/reset').set('Origin', 'http://evil.example').expect(403);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:forbidden' });
    expect(reply.headers).not.toHaveProperty('simulator-space');
    expect(spaces.names()).toEqual(['default']);
  });

  test.each(['simulator-callback: 1.1', 'Simulator-Callback:'])(
    'takes a callback (%s) in its sink alone',
    async (header) => {
      const { ask, spaces } = await openControl();
      const [name = '', value = ''] = header.split(': ');
      const sent = (path: string): Test => ask.post(path).set(name.replace(':', ''), value);
      const reply = await sent('/~alice/_simulator/reset').expect(403);
      expect(jsonOf(reply)).toMatchObject({ detail: expect.stringContaining('marks a callback') as unknown });
      await sent('/_simulator/sink').expect(403);
      expect(spaces.names()).toEqual(['default']);
      await sent('/_simulator/sink/x').expect(200);
    },
  );

  const link = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };

  test('lets another site link to what changes nothing, in a space that exists', async () => {
    const { ask, spaces } = await openControl();
    await ask.get('/_simulator/cast').set(link).expect(200);
    await ask.get('/~alice/_simulator/cast').set(link).expect(403);
    expect(spaces.names()).toEqual(['default']);
    await ask.get('/~alice/_simulator/cast').expect(200);
    await ask.get('/~alice/_simulator/cast').set(link).expect(200);
  });

  test.each([
    ['a form', 'post', '/_simulator/reset', {}],
    ['a link that the sink would keep', 'get', '/_simulator/sink/x', {}],
    ['a script', 'get', '/_simulator/cast', { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }],
    ['a frame', 'get', '/_simulator/cast', { 'Sec-Fetch-Dest': 'iframe' }],
    ['a fetch', 'get', '/_simulator/cast', { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
    ['a navigation without destination', 'get', '/_simulator/cast', { 'Sec-Fetch-Dest': '' }],
  ] as const)('keeps out %s of another site', async (_what, method, path, headers) => {
    const { ask } = await openControl();
    const reply = await ask[method](path)
      .set({ ...link, ...headers })
      .expect(403);
    expect(jsonOf(reply)).toMatchObject({ detail: expect.stringContaining('another site') as unknown });
    expect((await ask.get('/_simulator/sink').expect(200)).text).toContain('"received": []');
  });

  test.each([
    ['/_simulator/cast', 200],
    ['/_simulator/sink/x', 200],
    ['/_simulator/nothing', 404],
    ['/_simulator/reset', 405],
    ['http://localhost/_simulator/cast', 403],
  ])('keeps what it answers from being embedded elsewhere: %s', async (path, status) => {
    const { listening } = await openControl();
    const reply = await get(listening.port, path);
    expect(reply.statusCode).toBe(status);
    expect(reply.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test.each(['same-origin', 'same-site', 'none'])('lets through what a browser calls %s', async (site) => {
    const { ask } = await openControl();
    await ask.get('/_simulator/cast').set('Sec-Fetch-Site', site).expect(200);
  });

  test('does not answer through the forward proxy', () => {
    const proxied = { method: 'GET', headers: {}, headersDistinct: { host: ['localhost'] } };
    expect(forbidden(proxied, { ...here, throughProxy: true }, settings)?.status).toBe(403);
  });
});
