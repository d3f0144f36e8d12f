import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type MemorySocket, openMemoryConnection } from '../../simulator/http/memory-connection.js';

const opened: MemorySocket[] = [];

function open(): ReturnType<typeof openMemoryConnection> {
  const connection = openMemoryConnection();
  opened.push(connection.client, connection.server);
  return connection;
}

afterEach(() => {
  for (const each of opened.splice(0)) each.on('error', () => undefined).destroy();
});

const timers = (): number => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;

describe('a connection inside the process', () => {
  test('carries bytes both ways, and the end of each', async () => {
    const { client, server } = open();
    const read: string[] = [];
    server.on('data', (chunk: Buffer) => read.push(chunk.toString()));
    server.once('end', () => server.end('answer'));
    client.end('question');
    expect([await text(client), ...read]).toEqual(['answer', 'question']);
  });

  test('reports a write when the other end has read it', async () => {
    const { client, server } = open();
    const large = Buffer.alloc(1024 * 1024, 'x');
    let isRead = false;
    client.write(large);
    client.write('y', () => (isRead = true));
    await new Promise(setImmediate);
    expect(isRead).toBe(false);
    client.end();
    expect((await text(server)).length).toBe(large.length + 1);
    expect(isRead).toBe(true);
  });

  test('ends for its peer when one end is destroyed', async () => {
    const { client, server } = open();
    server.resume();
    client.destroy();
    await once(server, 'end');
    server.write('too late');
    await new Promise((resolve) => server.end(resolve));
  });

  test('fails with ECONNRESET when one end resets it', async () => {
    const { client, server } = open();
    server.resetAndDestroy();
    const [error] = (await once(client, 'error')) as [unknown];
    expect(error).toMatchObject({ code: 'ECONNRESET', syscall: 'read', message: 'read ECONNRESET' });
  });

  test('keeps the process alive until the client’s end is closed or without reference', async () => {
    const before = timers();
    const isAlive = (): boolean => timers() > before;
    const { client } = open();
    expect(isAlive()).toBe(true);
    client.unref();
    expect(isAlive()).toBe(false);
    client.ref();
    expect(isAlive()).toBe(true);
    client.destroy();
    await once(client, 'close');
    client.ref();
    expect(isAlive()).toBe(false);
  });
});
