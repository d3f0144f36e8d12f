import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { RequestHandler } from 'express';
import { controlAddressOf } from '../../simulator/http/request-address.js';
import type { ControlListener } from '../../simulator/http/server.js';
import type { Echo } from './echo-provider.js';
import { type Answer, type TestServer, openServer } from './server-harness.js';

const date = 'Sun, 01 Mar 2026 08:00:00 GMT';
let server: TestServer | undefined;

async function open(settings: Parameters<typeof openServer>[0] = {}): Promise<TestServer> {
  server = await openServer(settings);
  return server;
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const echoIn = ({ text }: Answer): Echo => JSON.parse(text) as Echo;
const journalled = ({ spaces }: TestServer, space?: string): number =>
  spaces.getOrCreate(space).journal.entries().length;

describe('the server’s port', () => {
  test('carries a request to its provider as it came, and the reply back', async () => {
    const { ask, spaces } = await open();
    const path = '/~alice/api.echo.test/a%2fb?sig=%41';
    const answer = await ask({ method: 'POST', path }, 'hello');
    expect(echoIn(answer)).toEqual({
      method: 'POST',
      host: 'api.echo.test',
      targetAsSent: path,
      targetForProvider: '/a%2fb?sig=%41',
      from: '127.0.0.1',
      body: 'aGVsbG8=',
    });
    expect(answer.headers).toEqual({
      'content-type': 'application/json',
      'content-length': String(answer.text.length),
      date,
      connection: 'close',
      'simulator-exchange': '1',
      'simulator-space': 'alice',
    });
    expect(spaces.getOrCreate('alice').journal.entries()).toMatchObject([{ exchange: { id: 1 }, complete: true }]);
    expect(spaces.getOrCreate(undefined).journal.entries()).toEqual([]);
  });

  test('adds nothing of its own when it is faithful', async () => {
    const { ask } = await open({ faithful: true });
    const { headers } = await ask({ path: '/echo/a', headers: { 'echo-unwanted': '1' } });
    expect(Object.keys(headers)).toEqual(['content-type', 'content-length', 'date', 'connection']);
  });

  test('names the check that refused', async () => {
    const { ask } = await open();
    const { status, headers, text } = await ask({ path: '/echo/a', headers: { 'echo-unwanted': '1' } });
    expect([status, headers['simulator-refused-by'], text]).toEqual([403, 'echo/is-wanted', '{"code":-1}']);
  });

  test('says in a header that holds any text what is not modelled', async () => {
    const { ask } = await open();
    const { status, headers } = await ask({ path: '/echo/a', headers: { 'echo-unknown': '1' } });
    expect([status, headers['simulator-not-modelled']]).toEqual([501, 'the meeting']);
  });

  test('owns up to a fault, and keeps the stack to the log', async () => {
    const { ask, logged } = await open();
    const { status, headers, text } = await ask({ path: '/echo/a', headers: { 'echo-throw': '1' } });
    expect([status, headers['simulator-fault']]).toEqual([500, 'true']);
    expect(text).not.toContain('asked to throw');
    expect(logged).toEqual([expect.stringMatching(/asked to throw\n +at /)]);
  });

  test('sends no body where HTTP has none', async () => {
    const { wire } = await open();
    const request = (method: string, header: string): string =>
      `${method} /echo/a HTTP/1.1\r\nHost: x\r\n${header}\r\nConnection: close\r\n\r\n`;
    expect(await wire(request('HEAD', 'echo-bare: 1'))).toMatch(
      /^HTTP\/1.1 200 OK\r\nContent-Length: \d+\r\n[^]*\r\n\r\n$/,
    );
    const noContent = await wire(request('GET', 'echo-status: 204'));
    expect(noContent).toMatch(/\r\n\r\n$/);
    expect(noContent).not.toContain('Content-Length');
  });

  test('answers a forward proxy’s request for a provider', async () => {
    const { wire } = await open();
    const reply = await wire(
      'GET http://api.echo.test/a?b HTTP/1.1\r\nHost: api.echo.test\r\nConnection: close\r\n\r\n',
    );
    expect(reply).toContain(
      '"host":"api.echo.test","targetAsSent":"http://api.echo.test/a?b","targetForProvider":"/a?b"',
    );
  });

  test.each(['GET', 'POST', 'OPTIONS'])('lets no page of another site read what it answers to %s', async (method) => {
    const { ask } = await open();
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    for (const path of ['/echo/a', '/lost', '/_simulator/x']) {
      const answer = await ask({ method, path, headers });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('lets a caller on loopback choose its address, by one header only', async () => {
    const opened = await open();
    const { ask } = opened;
    const from = async (caller: string): Promise<string> =>
      echoIn(await ask({ path: '/echo/a', headers: { 'simulator-caller': caller, 'x-forwarded-for': '192.0.2.1' } }))
        .from;
    expect(await from('203.0.113.9')).toBe('203.0.113.9');
    expect(await from('::ffff:cb00:7109')).toBe('203.0.113.9');
    const refused = await ask({ path: '/echo/a', headers: { 'simulator-caller': 'unknown' } });
    expect([refused.status, journalled(opened)]).toEqual([400, 2]);
  });

  test('does not repeat the name of an unknown scenario', async () => {
    const opened = await open();
    const { status, text } = await opened.ask({ path: '/+app-offline/echo/a' });
    expect([status, journalled(opened)]).toEqual([404, 0]);
    expect(text).toContain('Unknown scenario for echo.');
    expect(text).not.toContain('app-offline');
  });

  test('answers an unknown path with the known hosts, without repeating the request', async () => {
    const { ask, spaces } = await open();
    const { status, headers, text } = await ask({ method: 'POST', path: '/~alice/lost?sig=secret' }, 'body');
    expect([status, headers['content-type'], headers.date]).toEqual([404, 'application/problem+json', date]);
    expect(text).toContain('sandbox.echo.test');
    expect(text).not.toMatch(/lost|secret/);
    expect(spaces.names()).toEqual(['default']);
  });

  test.each(['OPTIONS * HTTP/1.1', 'GET /~a/~b/echo/a HTTP/1.1'])('answers 400 to %s', async (line) => {
    const { wire } = await open();
    expect(await wire(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 400 [^]*urn:meeting-understudy:bad-request/,
    );
  });

  test('hands the control API its own targets only', async () => {
    const seen: unknown[] = [];
    const control: RequestHandler = (request, response) => {
      seen.push([request.baseUrl, request.url, controlAddressOf(request)]);
      response.end();
    };
    const { ask } = await open({ control });
    await ask({ path: '/~alice/_simulator/world?a=%zz' });
    await ask({ path: '/_simulator/world', headers: { host: 'api.echo.test' } });
    const target = '/_simulator/world?a=%zz';
    expect(seen).toEqual([
      ['/_simulator', '/world?a=%zz', { to: 'control', space: 'alice', target, throughProxy: false }],
    ]);
  });

  test('answers a client that ends its side while the control API loads', async () => {
    let loaded: (control: ControlListener) => void = () => undefined;
    const loading = new Promise<ControlListener>((resolve) => {
      loaded = resolve;
    });
    const { port } = await open({ load: () => loading });
    const sockets = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    for (const socket of sockets) socket.end('GET /_simulator/world HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await Promise.all(sockets.map((socket) => once(socket, 'finish')));
    // Time for the server to read the end, which it must not do yet.
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    loaded((_request, response) => response.end('control'));
    const replies = await Promise.all(sockets.map(text));
    for (const reply of replies) expect(reply).toMatch(/^HTTP\/1.1 200 [^]*control$/);
  });

  test('survives a control handler that throws late, and reports it only in the log', async () => {
    const control: RequestHandler = async () => {
      await Promise.resolve();
      throw new Error('too late');
    };
    const { ask, logged } = await open({ control });
    const { status, headers, text } = await ask({ path: '/_simulator/x' });
    expect([status, headers['simulator-fault']]).toEqual([500, 'true']);
    expect(text).not.toContain('too late');
    expect(logged).toEqual([expect.stringContaining('too late')]);
    expect((await ask({ path: '/echo/a' })).status).toBe(200);
  });

  test('answers in its own voice where the control API says nothing', async () => {
    const { ask } = await open({
      control: (_request, _response, next) => {
        next();
      },
    });
    const { status, text } = await ask({ path: '/_simulator/x?sig=secret' });
    expect([status, text.includes('not-found'), text.includes('secret')]).toEqual([404, true, false]);
  });

  test('opens no tunnel to another host, and says why', async () => {
    const { wire } = await open();
    const reply = await wire('CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test:443\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1.1 403 Forbidden\r\n[^]*only to the hosts of providers[^]*--proxy-passthrough/);
  });

  test('names its own port to what is not HTTP', async () => {
    const { wire, url } = await open();
    const fixOf = async (sent: string): Promise<unknown> => {
      const [, body = ''] = (await wire(sent)).split('\r\n\r\n');
      return (JSON.parse(body) as { fix?: unknown }).fix;
    };
    expect(await fixOf('\x16\x03\x01 hello')).toBe(`Use plain http on this port: ${url}/sandbox.echo.test/`);
    expect(await fixOf('hello\r\n\r\n')).toBe(`Send plain http: ${url}/sandbox.echo.test/`);
  });

  test.each([
    ['Authorization: s3cr\r\n et', 'The header Authorization is folded: its value continues on the next line'],
    ['Authorization: s3cr\r\n\tet', 'The header Authorization is folded'],
    ['Authorization: s3cr\n et', 'The header Authorization is folded'],
    ['Authorization: s3cr\r\net', 'The header Authorization has a line break in its value'],
    ['Two: a\r\nAuthorization: s3cr\r\net\r\nThree: b', 'The header Authorization has a line break in its value'],
    ['s3cr3t: x\r\n et', 'The request is not valid HTTP/1.1'],
  ])('names a header whose value has a line break, and not the value: %j', async (lines, says) => {
    const { wire } = await open();
    const reply = await wire(`GET /echo/a HTTP/1.1\r\nHost: x\r\n${lines}\r\n\r\nbody: a\r\n b`);
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    expect(reply).toContain(says);
    expect(reply).not.toContain('s3cr');
  });

  test.each([
    ['\x16\x03\x01 hello', 400, 'bad-request'],
    ['GET /\xe4 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'bad-request'],
    [`GET / HTTP/1.1\r\nHost: x\r\nlong: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'too-large'],
  ])('answers in its own voice what is no request (case %#)', async (sent, status, kind) => {
    const { wire } = await open();
    expect(await wire(sent)).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*urn:meeting-understudy:${kind}`));
  });

  test.each(['/echo/a', '/_simulator/world', '/lost'])(
    'refuses chunks in HTTP/1.0, which has none: %s',
    async (path) => {
      const opened = await open();
      const framed = (version: string): string =>
        `POST ${path} HTTP/${version}\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`;
      const smuggled = 'GET /echo/smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
      const reply = await opened.wire(framed('1.0') + smuggled);
      expect(reply).toMatch(/^HTTP\/1.1 400 [^]*Transfer-Encoding/);
      expect([reply.split('HTTP/1.1 ').length, journalled(opened)]).toEqual([2, 0]);
      expect(await opened.wire(framed('1.1'))).not.toContain('Transfer-Encoding');
    },
  );

  test('takes a request to switch protocols for an ordinary one', async () => {
    const { wire } = await open();
    const reply = await wire('GET /echo/a HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1.1 200 /);
  });
});
