import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  bodyOf,
  carried,
  dismiss,
  heldPause,
  knowing,
  webhookTo,
  receiver,
  reply,
  saying,
  allowing,
} from './receivers.js';
import { httpTransport } from '../../simulator/http/callbacks/http-transport.js';
import { scheduleInBackground } from '../../simulator/platform/timers.js';

afterEach(dismiss);

const answered = (status: number): unknown =>
  expect.objectContaining({ outcome: 'answered', reply: expect.objectContaining({ status }) as unknown });

describe('a webhook request', () => {
  test('arrives as one POST on a connection of its own, byte for byte', async () => {
    const { url, port, got, left } = await receiver(saying(reply('200 OK', 'thanks')));
    const deliveryResult = await carried(`${url}/a%20b?x=1&y=%2F#part`, {
      headers: { 'Content-Type': 'application/json', 'X-Trial': '1' },
    });
    await left;
    expect(got()).toEqual([
      [
        'POST /hook/a%20b?x=1&y=%2F HTTP/1.1',
        'Content-Type: application/json',
        'X-Trial: 1',
        `Host: 127.0.0.1:${port}`,
        'Connection: close',
        'Content-Length: 17',
        '',
        '{"room":"房间"}',
      ].join('\r\n'),
    ]);
    expect(deliveryResult).toEqual({
      outcome: 'answered',
      reply: { status: 200, contentType: 'text/plain', body: new TextEncoder().encode('thanks') },
    });
  });

  test('takes a new connection each time, though the receiver would keep the old one', async () => {
    const { url, got } = await receiver(saying(reply('200 OK', '', 'Connection: keep-alive')));
    await carried(url);
    await carried(url);
    expect(got()).toHaveLength(2);
  });

  test('with an empty body arrives', async () => {
    const { url, got } = await receiver(saying(reply('200 OK', '')));
    expect(await carried(url, { body: new Uint8Array() })).toEqual(answered(200));
    expect(got()[0]).toMatch(/^Content-Length: 0\r$/m);
  });

  test('arrives over IPv6', async () => {
    const { url, port, got } = await receiver(saying(reply('200 OK', '')), { host: '::1' });
    expect(await carried(url)).toEqual(answered(200));
    expect(got()[0]).toMatch(new RegExp(`^Host: \\[::1\\]:${port}\r$`, 'm'));
  });

  test('does not send the user and the password of its URL', async () => {
    const { url, got } = await receiver(saying(reply('200 OK', '')));
    await carried(url.replace('//', '//user:secret@'));
    expect(got()[0]).not.toMatch(/authorization|secret|user:/i);
  });

  test('with a header that cannot be written is not sent', async () => {
    const { url, got } = await receiver(saying(reply('200 OK', '')));
    const deliveryResults = [
      await carried(url, { headers: { 'X-Trial': 'a\r\nX-Other: b' } }),
      await carried(url, { headers: { 'a b': 'c' } }),
    ];
    expect(deliveryResults.map(({ outcome }) => outcome)).toEqual(['not-allowed', 'not-allowed']);
    expect(got()).toEqual([]);
  });
});

describe('the reply', () => {
  test.each([
    ['a success', reply('201 Created', 'x'), 201, 'x'],
    ['a failure', reply('500 No', 'x'), 500, 'x'],
    ['one without a body', 'HTTP/1.1 204 None\r\n\r\n', 204, ''],
    [
      'one in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n',
      200,
      'abc',
    ],
    [
      'one behind others that only announce it',
      `HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 103 Soon\r\n\r\n${reply('200 OK', 'x')}`,
      200,
      'x',
    ],
    ['one with more behind it than it says', `${reply('200 OK', 'x')}HTTP/1.1 500 No\r\n\r\n`, 200, 'x'],
    ['one of no known type, though it says it is packed', reply('200 OK', 'x', 'Content-Encoding: gzip'), 200, 'x'],
  ])('may be %s', async (_kind, text, status, body) => {
    const { url } = await receiver(saying(text));
    const deliveryResult = await carried(url);
    expect(deliveryResult).toEqual(answered(status));
    expect(bodyOf(deliveryResult)).toBe(body);
  });

  test('may end with its connection', async () => {
    const { url } = await receiver((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nall there is'));
    expect(bodyOf(await carried(url))).toBe('all there is');
  });

  test('arrives even if the receiver waits for the rest of the request', async () => {
    const { url } = await receiver(saying(reply('200 OK', 'x')), { greet: saying('HTTP/1.1 100 Continue\r\n\r\n') });
    expect(await carried(url, { headers: { Expect: '100-continue' } })).toEqual(answered(200));
  });

  test('has a content type, or none', async () => {
    const { url } = await receiver(saying(reply('200 OK', '', 'X-Other: 1')));
    expect(await carried(url)).toHaveProperty('reply.contentType', null);
  });

  test.each([301, 302, 303, 307, 308])('may be a %d, which is not followed', async (status) => {
    const other = await receiver(saying(reply('200 OK', '')));
    const { url } = await receiver(saying(reply(`${status} Elsewhere`, '', `Location: ${other.url}`)));
    expect(await carried(url)).toEqual(answered(status));
    expect(other.got()).toEqual([]);
  });

  test.each([8191, 8192, 8193])('of %d bytes is kept up to 8 KiB', async (bytes) => {
    const { url } = await receiver(saying(reply('200 OK', 'x'.repeat(bytes))));
    expect(bodyOf(await carried(url))).toHaveLength(Math.min(bytes, 8192));
  });

  test('that has no end is read as far as it is kept, and its connection is cut', async () => {
    const { url, left } = await receiver((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
      };
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.on('drain', more);
      more();
    });
    expect(bodyOf(await carried(url))).toBe('x'.repeat(8192));
    await left;
  });
});

describe('time', () => {
  test.each([
    ['says nothing', ''],
    ['says only half of a header', 'HTTP/1.1 200 OK\r\nContent-Ty'],
    ['says what it thinks and no more', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'],
    ['keeps announcing', 'HTTP/1.1 102 Wait\r\n\r\n'],
  ])('ends the attempt when a receiver %s', async (_what, text) => {
    const { url, asked, left } = await receiver(saying(text));
    const { pause, end, asked: paused } = heldPause();
    const attempt = carried(url, {}, { schedule: pause });
    await asked;
    end();
    expect(await attempt).toEqual({ outcome: 'timed-out' });
    await left;
    expect(paused).toEqual([60_000]);
  });

  test('is counted from the start, however often a byte dribbles in', async () => {
    const { url } = await receiver((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const dribbling = setInterval(() => socket.write('x'), 2);
      socket.on('close', () => {
        clearInterval(dribbling);
      });
    });
    const transport = httpTransport({ allowance: allowing(), schedule: scheduleInBackground });
    expect(await transport(webhookTo(url), 50)).toEqual({ outcome: 'timed-out' });
  });

  test('may end while the name is still being resolved: then no connection is made', async () => {
    const { url, port, got } = await receiver(saying(reply('200 OK', '')));
    const { pause, end } = heldPause();
    const happens = new EventEmitter();
    const asking = once(happens, 'asking') as Promise<readonly (() => void)[]>;
    const attempt = carried(
      url.replace('127.0.0.1', 'receiver.test'),
      {},
      {
        schedule: pause,
        lookup: (host, options, callback) => {
          setImmediate(() =>
            happens.emit('asking', () => {
              knowing('127.0.0.1')(host, options, callback);
            }),
          );
        },
      },
    );
    const [resolveName] = await asking;
    end();
    expect(await attempt).toEqual({ outcome: 'timed-out' });
    resolveName?.();
    // The server answers connections in the order in which it accepted them.
    expect(await carried(`http://127.0.0.1:${port}/second`)).toEqual(answered(200));
    expect(got()).toHaveLength(1);
  });

  test('limits are cancelled when the reply has come', async () => {
    const { url } = await receiver(saying(reply('200 OK', '')));
    const calledOff: string[] = [];
    await carried(url, {}, { schedule: () => () => calledOff.push('off') });
    expect(calledOff[0]).toBe('off');
  });
});
