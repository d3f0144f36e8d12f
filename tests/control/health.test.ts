import { describe, expect, test } from '@jest/globals';
import { jsonOf, openControl } from './control-server.js';

describe('the control API', () => {
  test('says that it is up, and which version it is', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/_simulator/health').expect(200);
    expect(jsonOf(reply)).toEqual({
      status: 'ok',
      version: '1.2.3',
    });
  });

  test("answers laid out, uncached, in the space's name and by its clock", async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/~alice/_simulator/health');
    expect(reply.text).toMatch(/^\{\n {2}"status": "ok",\n[^]*\n\}\n$/);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'simulator-space': 'alice',
      date: 'Sat, 21 Nov 2026 04:00:00 GMT',
    });
    expect(reply.headers).not.toHaveProperty('etag');
    expect(reply.headers).not.toHaveProperty('x-powered-by');
  });

  test.each([
    ['example.internal', {}],
    ['10.0.0.7:4010', { Origin: 'http://evil.example' }],
    ['127.0.0.1', { 'Sec-Fetch-Site': 'cross-site' }],
    ['alice.localhost', {}],
  ])('is public, without a token, under the host %s, and shows no more', async (host, headers) => {
    const guard = { boundTo: '127.0.0.1', allowHosts: [], controlToken: 'a-long-control-token' };
    const { ask, spaces } = await openControl({ guard });
    for (const path of ['/_simulator/health', '/~bob/_simulator/health']) {
      const reply = await ask
        .get(path)
        .set({ Host: host, ...headers })
        .expect(200);
      expect(jsonOf(reply)).toEqual({ status: 'ok', version: '1.2.3' });
      await ask
        .head(path)
        .set({ Host: host, ...headers })
        .expect(200);
    }
    expect(spaces.names()).toEqual(['default']);
    for (const [method, path] of [
      ['post', '/health'],
      ['get', '/health?form=x'],
      ['get', '/health/'],
      ['get', '/cast'],
    ] as const) {
      expect((await ask[method](`/_simulator${path}`).set({ Host: host, ...headers })).status).toBeGreaterThan(400);
    }
  });

  test("leaves the path to the provider under the provider's host", async () => {
    const { ask, spaces } = await openControl();
    const reply = await ask.get('/_simulator/health').set('Host', 'toy.test');
    expect(reply.text).not.toContain('"version"');
    expect(spaces.getOrCreate(undefined).journal.entries()).toHaveLength(1);
  });

  test('answers HEAD as it answers GET, without the body', async () => {
    const { ask } = await openControl();
    const reply = await ask.head('/_simulator/health').expect(200);
    expect(Number(reply.headers['content-length'])).toBeGreaterThan(0);
    expect(reply.text).toBeUndefined();
  });

  test.each(['/_simulator', '/_simulator/', '/_simulator/health/', '/_simulator/Health', '/_simulator/nothing'])(
    'lists its endpoints where there is none: %s',
    async (path) => {
      const { ask } = await openControl();
      const reply = await ask.get(path).expect(404).expect('content-type', 'application/problem+json');
      expect(jsonOf(reply)).toMatchObject({
        type: 'urn:meeting-understudy:not-found',
        endpoints: expect.arrayContaining(['GET /_simulator/health', 'GET /_simulator/journal/{id}']),
      });
    },
  );

  test.each([
    ['delete', '/_simulator/health', 'GET, HEAD'],
    ['post', '/_simulator/world', 'GET, PUT, PATCH, HEAD'],
    ['get', '/_simulator/reset', 'POST'],
    ['options', '/_simulator/clock', 'GET, PUT, HEAD'],
    ['put', '/_simulator/journal', 'GET, DELETE, HEAD'],
  ] as const)('says which methods there are: %s %s', async (method, path, allow) => {
    const { ask } = await openControl();
    const reply = await ask[method](path).expect(405).expect('allow', allow);
    expect(jsonOf(reply)).toMatchObject({ fix: `Use ${allow}.` });
  });

  test.each(['/_simulator/health?verbose=1', '/_simulator/cast?role=x'])(
    'names a parameter that it does not know: %s',
    async (path) => {
      const { ask } = await openControl();
      const reply = await ask.get(path).expect(400);
      expect(jsonOf(reply)).toMatchObject({ parameter: new URL(`http://x${path}`).searchParams.keys().next().value });
    },
  );

  test('shows no credential that stands in the name of a parameter', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/_simulator/health?s3cret-key').expect(400);
    expect(reply.text).not.toContain('s3cret-key');
  });

  test('answers a path that cannot be decoded', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/_simulator/journal/%ZZ').expect(400);
    expect(jsonOf(reply)).toMatchObject({ status: 400, type: 'urn:meeting-understudy:bad-request' });
  });

  test('gives out the cast with usable credentials', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/_simulator/cast').expect(200);
    expect(jsonOf(reply)).toEqual({ toy: { 'box:red': { key: 's3cret-key' } } });
  });
});
