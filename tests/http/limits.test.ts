import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createSimulator } from '../../simulator/index.js';
import { openControl } from '../control/control-server.js';
import { type TestServer, openServer } from './server-harness.js';

let server: TestServer | undefined;
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await server?.close();
  server = undefined;
});

const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');
const closing = get('/echo/a', 'Connection: close');

async function dial({ port }: TestServer): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  sockets.add(socket);
  await once(socket, 'connect');
  return socket;
}

/** Asks on a connection that stays open, and gives the status. */
async function asked(socket: Socket): Promise<string | undefined> {
  socket.write(get('/echo/a'));
  const [text] = (await once(socket, 'data')) as [string];
  return /^HTTP\/1.1 (\d+)/.exec(text)?.[1];
}

describe('connections at once', () => {
  test('beyond the limit get 503, until there is room again', async () => {
    const opened = (server = await openServer({ limits: { connections: 2 } }));
    const [one, other] = [await dial(opened), await dial(opened)];
    expect([await asked(one), await asked(other)]).toEqual(['200', '200']);
    const refused = await opened.wire(get('/echo/a'));
    expect(refused).toMatch(/^HTTP\/1.1 503 [^]*Connection: close[^]*:busy[^]*--max-connections/);
    expect(opened.spaces.getOrCreate(undefined).journal.entries()).toHaveLength(2);
    expect(await asked(one)).toBe('200');
    one.end();
    await once(one, 'close');
    expect(await opened.wire(closing)).toContain('200 OK');
  });

  test('far beyond it are closed at once, and it goes on', async () => {
    const opened = (server = await openServer({ limits: { connections: 1 } }));
    const [one, waiting] = [await dial(opened), await dial(opened)];
    expect(await asked(one)).toBe('200');
    expect(await opened.wire(closing).catch(() => '')).toBe('');
    // A connection that was opened beyond the limit is served once there is room.
    one.end();
    await once(one, 'close');
    expect(await asked(waiting)).toBe('200');
  });
});

describe('a request', () => {
  test.each([
    ['headers never end', { headerTimeoutMs: 20 }, 'GET /echo/a HTTP/1.1\r\nHost: x\r\n'],
    ['headers never begin', { headerTimeoutMs: 20 }, ''],
    [
      'body never ends',
      { headerTimeoutMs: 20, requestTimeoutMs: 40 },
      'POST /echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf',
    ],
    [
      'body never ends, of the control API',
      { requestTimeoutMs: 20 },
      'PUT /_simulator/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
    ],
  ])('whose %s is answered 408', async (_what, limits, sent) => {
    server = await openServer({ limits: { ...limits, lingerMs: 20 }, control: () => undefined });
    expect(await server.wire(sent)).toMatch(/^HTTP\/1.1 408 [^]*did not arrive in time[^]*--header-timeout/);
    expect(server.logged).toEqual([]);
    expect(server.spaces.getOrCreate(undefined).journal.entries()).toEqual([]);
  });

  test('may be answered later than it had to arrive', async () => {
    let answer = (): void => undefined;
    const opened = (server = await openServer({
      limits: { headerTimeoutMs: 20, requestTimeoutMs: 20 },
      control(_request, response) {
        answer = () => response.end('at last');
      },
    }));
    const slow = opened.wire(get('/_simulator/x', 'Connection: close'));
    // When the server has given up on this one, the other would have been given up long before.
    await opened.wire('GET');
    answer();
    expect(await slow).toContain('at last');
  });

  test('with larger headers than allowed is answered 431, for any number of headers', async () => {
    const opened = (server = await openServer({ limits: { headerBytes: 2000 } }));
    const refused = await opened.wire(get('/echo/a', `long: ${'x'.repeat(2000)}`));
    expect(refused).toMatch(/^HTTP\/1.1 431 [^]*2000 bytes[^]*--max-header-bytes/);
    expect(await opened.wire(get('/echo/a', `long: ${'x'.repeat(1500)}`, 'Connection: close'))).toContain('200 OK');
  });

  test('hides no header behind a great many others', async () => {
    const { listening } = await openControl();
    const headers = Array.from({ length: 2500 }, () => 'a:b');
    const socket = connect(listening.port, '127.0.0.1').setEncoding('latin1');
    sockets.add(socket);
    socket.write(
      ['GET /_simulator/cast HTTP/1.1', 'Host: localhost', ...headers, 'Origin: http://evil.example', '', ''].join(
        '\r\n',
      ),
    );
    const [text] = (await once(socket, 'data')) as [string];
    expect(text).toMatch(/^HTTP\/1.1 403 /);
  });
});

test.each([
  { connections: 0 },
  { headerBytes: 1.5 },
  { headerTimeoutMs: -1 },
  { lingerMs: 0 },
  { requestTimeoutMs: Number.NaN },
])('a limit of %j is rejected', (limits) => {
  const [name = ''] = Object.keys(limits);
  expect(() => createSimulator({ limits })).toThrow(new TypeError(`limits.${name} must be a whole number above 0`));
});
