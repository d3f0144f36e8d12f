import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RequestHandler } from 'express';
import { bytesOrTooLarge } from '../../simulator/http/control/json-body.js';
import { createSimulator } from '../../simulator/index.js';
import type { Echo } from './echo-provider.js';
import { type Answer, openServer, type TestServer } from './server-harness.js';

const mebibyte = 1024 * 1024;
const control: RequestHandler = async (request, response) => {
  const body = await bytesOrTooLarge(request, mebibyte);
  if (body === 'too-large') response.writeHead(413, { Connection: 'close' });
  response.end(body === 'too-large' ? body : String(body.length));
};
let server: TestServer;

beforeEach(async () => {
  server = await openServer({ control });
});
afterEach(async () => {
  await server.close();
});

const bodyIn = ({ text }: Answer): Buffer => Buffer.from((JSON.parse(text) as Echo).body, 'base64');
const head = (...lines: readonly string[]): string =>
  `POST /echo/a HTTP/1.1\r\nHost: x\r\n${lines.join('\r\n')}\r\n\r\n`;
/** The same with little patience for what is never sent. */
async function lingerBriefly(): Promise<void> {
  await server.close();
  server = await openServer({ control, limits: { lingerMs: 20 } });
}
const journalled = (): number => server.spaces.getOrCreate(undefined).journal.entries().length;

describe('the body of a request', () => {
  test.each(['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense'])(
    'comes in as it was sent, as %s too',
    async (contentType) => {
      const sent = Buffer.from([0, 255, 0x7b, 13, 10, 0xe4, 0xbc]);
      const headers = { 'content-type': contentType, 'content-encoding': 'UTF-8' };
      expect(bodyIn(await server.ask({ method: 'POST', path: '/echo/a', headers }, sent))).toEqual(sent);
    },
  );

  test('may come in pieces, and may hold exactly 1 MiB', async () => {
    const sent = Buffer.alloc(mebibyte, 'abc');
    const headers = { 'transfer-encoding': 'chunked' };
    expect(bodyIn(await server.ask({ method: 'POST', path: '/echo/a', headers }, sent)).equals(sent)).toBe(true);
  });

  test.each(['content-length: 0', 'transfer-encoding: chunked'])('may be empty (%s)', async (line) => {
    const end = line.startsWith('t') ? '0\r\n\r\n' : '';
    expect(await server.wire(head(line, 'connection: close') + end)).toContain('"body":""');
  });

  test('may come with the next request in one packet', async () => {
    const sent = head('content-length: 1') + 'a' + head('content-length: 1', 'connection: close') + 'b';
    expect(await server.wire(sent)).toMatch(/"body":"YQ=="[^]*"body":"Yg=="/);
  });

  test.each([
    ['declared', mebibyte + 1, {}],
    ['in pieces', mebibyte + 1, { 'transfer-encoding': 'chunked' }],
    ['declared, far too large', 9 * mebibyte, {}],
    ['in pieces, far too large', 9 * mebibyte, { 'transfer-encoding': 'chunked' }],
  ])('gets 413 when it is too large: %s', async (_how, size, headers) => {
    const answer = await server.ask({ method: 'POST', path: '/echo/a', headers }, Buffer.alloc(size));
    expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(answer.text).toContain('urn:meeting-understudy:too-large');
    expect(journalled()).toBe(0);
  });

  test('that is far too large is answered before it has come, and the connection is cut', async () => {
    await lingerBriefly();
    expect(await server.wire(head(`content-length: ${9 * mebibyte}`))).toMatch(/^HTTP\/1.1 413 /);
  });

  test('that leads nowhere is out of the way before the answer', async () => {
    const { status } = await server.ask({ method: 'POST', path: '/lost' }, Buffer.alloc(2 * mebibyte));
    expect(status).toBe(404);
    const far = await server.ask({ method: 'POST', path: '/lost' }, Buffer.alloc(9 * mebibyte));
    expect(far).toMatchObject({ status: 404, headers: { connection: 'close' } });
  });

  test.each([
    [mebibyte, 200, String(mebibyte)],
    [mebibyte + 1, 413, 'too-large'],
    [9 * mebibyte, 413, 'too-large'],
  ])('is judged by its size for the control API too: %i bytes', async (size, status, text) => {
    expect(await server.ask({ method: 'POST', path: '/_simulator/x' }, Buffer.alloc(size))).toMatchObject({
      status,
      text,
    });
  });

  test('is asked for when its sender waits to be asked', async () => {
    const socket = connect(server.port, '127.0.0.1').setEncoding('latin1');
    socket.write(head('expect: 100-continue', 'content-length: 1', 'connection: close'));
    const [interim] = (await once(socket, 'data')) as [string];
    expect(interim).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('a');
    const [final] = (await once(socket, 'data')) as [string];
    expect(final).toMatch(/^HTTP\/1.1 200 /);
    await once(socket, 'close');
  });

  test('is not asked for when it would be too large', async () => {
    await lingerBriefly();
    const reply = await server.wire(head('expect: 100-continue', `content-length: ${mebibyte + 1}`));
    expect(reply).toMatch(/^HTTP\/1.1 413 /);
  });

  test('that breaks off leaves no trace', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`${head('content-length: 10')}abc`);
    await once(socket, 'connect');
    socket.end();
    socket.resume();
    await once(socket, 'close');
    expect((await server.ask({ path: '/echo/a' })).status).toBe(200);
    expect([journalled(), server.logged]).toEqual([1, []]);
  });
});

test.each([
  ['PUT /_simulator/world', 'Transfer-Encoding: chunked', '2\r\n{}\r\nzz\r\n'],
  ['PATCH /~a/_simulator/world', 'Content-Length: 50', '{}'],
  ['PUT /_simulator/readings', 'Transfer-Encoding: chunked', '5\r\n{}'],
  ['PUT /_simulator/sink/x', 'Content-Length: 50', '{}'],
  ['GET /_simulator/openapi.json', 'Transfer-Encoding: chunked', 'zz\r\n'],
  ['GET /_simulator/journal', 'Content-Length: 50', '{}'],
  ['GET /_simulator/journal/wait?timeout=PT0.05S', 'Transfer-Encoding: chunked', 'zz\r\n'],
  ['POST /_simulator/clock/advance', 'Expect: 100-continue\r\nTransfer-Encoding: chunked', '2\r\n{}\r\nzz\r\n'],
  ['GET /_simulator/journal', 'Content-Length: 0', 'garbage\r\n\r\n'],
])('%s with "%s" and %j is answered once, and is no bug of ours', async (line, header, body) => {
  const logged: string[] = [];
  const log = (text: string): void => {
    logged.push(text);
  };
  const { port, close } = await createSimulator({ log }).listen(0);
  const socket = connect(port, '127.0.0.1');
  socket.end(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\n\r\n${body}`);
  const reply = await text(socket);
  await close();
  expect(reply.match(/^HTTP\/1\.1 (200|400|408)/m)).not.toBeNull();
  expect(logged).toEqual([]);
});
