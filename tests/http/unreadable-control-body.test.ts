import { expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSimulator } from '../../simulator/index.js';

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
