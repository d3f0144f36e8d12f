import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { RequestHandler } from 'express';
import { type TestServer, openServer } from './server-harness.js';

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A server whose control API answers `slow` once `answer` is called; `asked` resolves when a request has come. */
async function openSlow(): Promise<{
  readonly server: TestServer;
  readonly asked: Promise<void>;
  readonly answer: () => void;
}> {
  let hear = (): void => undefined;
  const asked = new Promise<void>((resolve) => (hear = resolve));
  const queued: (() => void)[] = [];
  const control: RequestHandler = (_request, response) => {
    queued.push(() => response.end('slow'));
    hear();
  };
  server = await openServer({ control, limits: { lingerMs: 20 } });
  const answer = (): void => {
    for (const each of queued) each();
  };
  return { server, asked, answer };
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const connectRequest = 'CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test:443\r\n\r\n';
const garbage = '\x16\x03\x01 hello\r\n\r\n';
const upgrade = 'GET /echo/b HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n';
const overflow = `GET / HTTP/1.1\r\nHost: x\r\nlong: ${'x'.repeat(20_000)}\r\n\r\n`;

const statuses = (text: string): readonly string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);

test('pipelined requests take effect in order, whether they have a body or not', async () => {
  server = await openServer();
  const post = (path: string): string => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello`;
  const last = 'GET /echo/e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const text = await server.wire(post('/echo/a') + get('/echo/b') + get('/echo/c') + post('/echo/d') + last);
  const received = [...text.matchAll(/^simulator-exchange: (\d+)[^]*?"targetForProvider":"([^"]*)"/gim)];
  expect(received.map(([, exchange, target]) => [exchange, target])).toEqual([
    ['1', '/echo/a'],
    ['2', '/echo/b'],
    ['3', '/echo/c'],
    ['4', '/echo/d'],
    ['5', '/echo/e'],
  ]);
});

describe('what comes behind a request is answered behind it:', () => {
  test.each([
    ['a tunnel', connectRequest, '403'],
    ['garbage', garbage, '400'],
    ['too many headers', overflow, '431'],
    ['an upgrade', upgrade, '200'],
  ])('%s, though the request takes a while', async (_what, behind, status) => {
    const { server: opened, asked, answer } = await openSlow();
    const received = opened.wire(get('/_simulator/slow') + get('/_simulator/slow') + behind);
    await asked;
    // By now it has read what comes behind: node hands on both from the same piece.
    await new Promise((resolve) => setImmediate(resolve));
    answer();
    const text = await received;
    expect(statuses(text)).toEqual(['200', '200', status]);
    expect(text.indexOf('slow')).toBeLessThan(text.indexOf(`HTTP/1.1 ${status}`, 1));
  });

  test.each([
    ['a tunnel', connectRequest, '403'],
    ['garbage', garbage, '400'],
  ])('%s, in a piece of its own while the answer is on its way', async (_what, behind, status) => {
    let go = (): void => undefined;
    const gone = new Promise<void>((resolve) => (go = resolve));
    const control: RequestHandler = (_request, response) => {
      response.writeHead(200, { 'Content-Length': 10 });
      response.write('first');
      void gone.then(() => response.end(' half'.slice(0, 5)));
    };
    server = await openServer({ control });
    const socket = connect(server.port, '127.0.0.1').setEncoding('latin1');
    let received = '';
    let met = (): void => undefined;
    const half = new Promise<void>((resolve) => (met = resolve));
    socket.on('data', (text: string) => {
      received += text;
      if (received.endsWith('first')) met();
    });
    socket.write(get('/_simulator/slow'));
    await half;
    socket.write(behind, go);
    await once(socket, 'close');
    expect(statuses(received)).toEqual(['200', status]);
    expect(received).toContain(`first halfHTTP/1.1 ${status}`);
  });

  test('nothing, when the request before it asked to close the connection', async () => {
    server = await openServer();
    for (const behind of [garbage, get('/echo/b'), connectRequest]) {
      const received = await server.wire(`GET /echo/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n${behind}`);
      expect(statuses(received)).toEqual(['200']);
    }
  });
});

describe('a body that cannot be read', () => {
  const chunked = (path: string): string =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nnonsense\r\n`;

  test.each(['/echo/a', '/lost'])('is refused where its request would be answered: %s', async (path) => {
    const { server: opened, asked, answer } = await openSlow();
    const received = opened.wire(get('/_simulator/slow') + chunked(path));
    await asked;
    answer();
    expect(statuses(await received)).toEqual(['200', '400']);
    expect(opened.logged).toEqual([]);
  });

  test('reaches no provider', async () => {
    server = await openServer({ limits: { lingerMs: 20 } });
    expect(statuses(await server.wire(chunked('/echo/a')))).toEqual(['400']);
    expect(server.spaces.getOrCreate(undefined).journal.entries()).toEqual([]);
  });
});

test('a caller who hangs up behind a tunnel that waits its turn is forgotten', async () => {
  const { server: opened, asked, answer } = await openSlow();
  const socket = connect(opened.port, '127.0.0.1');
  socket.write(get('/_simulator/slow') + connectRequest);
  await asked;
  socket.destroy();
  await once(socket, 'close');
  answer();
  // `close` in afterEach would wait for the connection, were it still there.
  expect(await opened.wire(upgrade)).toContain('200 OK');
});
