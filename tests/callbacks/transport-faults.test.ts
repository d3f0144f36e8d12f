import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { DeliveryResult } from '../../simulator/core/callbacks/transport.js';
import { carried, dismiss, receiver, reply, saying } from './receivers.js';

afterEach(dismiss);

const endedAs = (outcome: DeliveryResult['outcome'], says: string): DeliveryResult =>
  ({
    outcome,
    says: expect.stringContaining(says) as unknown as string,
  }) as DeliveryResult;

/** A lookup that fails with a text that must not appear in a delivery result. */
const failing =
  (code: string) =>
  (_host: string, _options: object, callback: (error: NodeJS.ErrnoException, found: []) => void): void => {
    callback(Object.assign(new Error('http://u:secret@receiver.test/'), { code }), []);
  };

describe('no connection is made', () => {
  test.each(['127.0.0.1', '::1'])('where no server listens on %s', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
    expect(await carried(url)).toEqual(endedAs('not-connected', 'the connection was refused (ECONNREFUSED)'));
  });

  test.each([
    ['ENOTFOUND', 'its name cannot be resolved (ENOTFOUND)'],
    ['EAI_AGAIN', 'its name cannot be resolved (EAI_AGAIN)'],
    ['EHOSTUNREACH', 'the host cannot be reached (EHOSTUNREACH)'],
    ['EMFILE', 'the connection failed (EMFILE)'],
    ['an odd\ncode with a secret', 'the connection failed'],
  ])('where the resolver fails with %s, and only the code is reported', async (code, says) => {
    expect(await carried('http://receiver.test/', {}, { lookup: failing(code) })).toEqual({
      outcome: 'not-connected',
      says,
    });
  });

  test('where a name has no address at all', async () => {
    const lookup = (_host: string, _options: object, callback: (error: null, found: []) => void): void => {
      callback(null, []);
    };
    expect(await carried('http://receiver.test/', {}, { lookup })).toEqual(
      endedAs('not-connected', 'its name cannot be resolved'),
    );
  });
});

describe('the connection may break off', () => {
  const ended = 'the connection closed before the reply was complete';

  test('before anything was read', async () => {
    const { url } = await receiver(() => undefined, { greet: (socket) => socket.end() });
    expect(await carried(url)).toEqual(endedAs('broken-off', ended));
  });

  test('instead of a reply, in good manners', async () => {
    const { url } = await receiver((socket) => socket.end());
    expect(await carried(url)).toEqual(endedAs('broken-off', ended));
  });

  test('instead of a reply, by a reset', async () => {
    const { url } = await receiver((socket) => socket.resetAndDestroy());
    expect(await carried(url)).toEqual(endedAs('broken-off', `${ended} (ECONNRESET)`));
  });

  test.each([
    ['its header', 'HTTP/1.1 200 OK\r\nContent-'],
    ['a body of known length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'],
    ['a body in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'],
    ['what only announces the reply', 'HTTP/1.1 100 Go on\r\n\r\n'],
  ])('within %s', async (_where, text) => {
    const { url } = await receiver((socket) => socket.end(text));
    expect((await carried(url)).outcome).toBe('broken-off');
  });

  test.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['HTTP of another age', 'HTTP/7.0 200\r\n\r\n'],
    ['noise', '\u0000\u0001\u0002\u0003\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['invalid chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('because the reply is %s', async (_what, text) => {
    const { url, left } = await receiver(saying(text));
    expect(await carried(url)).toEqual(endedAs('broken-off', 'its reply is not HTTP (HPE_'));
    await left;
  });

  test('because its headers are too large', async () => {
    const { url, left } = await receiver(saying(reply('200 OK', '', `X-Much: ${'x'.repeat(16 * 1024)}`)));
    expect(await carried(url)).toEqual(endedAs('broken-off', 'more than 16 KiB of headers'));
    await left;
  });

  test('because the receiver switches to another protocol without being asked', async () => {
    const { url, left } = await receiver(
      saying('HTTP/1.1 101 Switch\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'),
    );
    expect(await carried(url)).toEqual(endedAs('broken-off', ended));
    await left;
  });
});

test('headers of almost 16 KiB are read', async () => {
  const { url } = await receiver(saying(reply('200 OK', 'x', `X-Much: ${'x'.repeat(15 * 1024)}`)));
  expect(await carried(url)).toHaveProperty('reply.status', 200);
});
