import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSimulator } from '../../simulator/index.js';

interface Sent {
  readonly bytes: Buffer;
  readonly isOneRequest: boolean;
}
interface Lane {
  readonly exchange: (sent: Sent) => Promise<{ readonly bytes: Buffer; readonly hasMore: boolean }>;
  readonly close: () => void;
}
const scripts = new URL('../../scripts/attack/', import.meta.url);
const { openLane } = (await import(new URL('connection.js', scripts).href)) as {
  readonly openLane: (port: number) => Lane;
};
const { mutations } = (await import(new URL('mutations.js', scripts).href)) as {
  readonly mutations: Readonly<Record<string, (random: object, target: object) => Sent>>;
};
const { randomFrom } = (await import(new URL('random.js', scripts).href)) as {
  readonly randomFrom: (seed: string) => object;
};

const get = { bytes: Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), isOneRequest: true };
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** The replies on a lane to a server that answers the requests of each connection with these, one after the other. */
async function exchanges(connections: readonly (readonly string[])[], sent: readonly Sent[]): Promise<unknown[]> {
  const left = connections.map((replies) => [...replies]);
  const server = createServer((socket: Socket) => {
    const replies = left.shift() ?? [];
    socket.on('data', () => {
      const reply = replies.shift();
      if (reply === undefined) socket.destroy();
      else if (reply.includes('close')) socket.end(reply);
      else socket.write(reply);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const lane = openLane((server.address() as AddressInfo).port);
  const replies: unknown[] = [];
  for (const each of sent) {
    const { bytes, hasMore } = await lane.exchange(each);
    replies.push(hasMore ? 'more' : bytes.toString());
  }
  lane.close();
  server.close();
  return [...replies, left.length];
}

describe('a lane', () => {
  const closing = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno';

  test('keeps its connection', async () => {
    expect(await exchanges([[ok, ok], []], [get, get])).toEqual([ok, ok, 1]);
  });

  test('opens another when the server closes it, announced or not', async () => {
    expect(await exchanges([[closing], [ok], [ok]], [get, get, get])).toEqual([closing, ok, ok, 0]);
  });

  test('sends what may be several requests on a connection of its own', async () => {
    const broken = { ...get, isOneRequest: false };
    expect(await exchanges([[closing], [closing]], [broken, broken])).toEqual([closing, closing, 0]);
  });

  test('knows which replies have no body', async () => {
    const head = { ...get, bytes: Buffer.from('HEAD / HTTP/1.1\r\nHost: x\r\n\r\n') };
    const [long, empty] = [
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
      'HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n',
    ];
    expect(await exchanges([[long, empty, ok], []], [head, get, get])).toEqual([long, empty, ok, 1]);
  });

  test('notices a second reply', async () => {
    expect(await exchanges([[ok + ok]], [get])).toEqual(['more', 0]);
  });
});

test.each(Object.keys(mutations))('the same seed gives the same requests of the kind %s', (kind) => {
  const cast = createSimulator().spaces.getOrCreate(undefined).cast();
  const target = { cast, port: 4010, now: () => 0, carry: () => undefined };
  const requests = (seed: string): Buffer => {
    const random = randomFrom(seed);
    return Buffer.concat(Array.from({ length: 50 }, () => mutations[kind]?.(random, target).bytes ?? get.bytes));
  };
  expect(requests('one').equals(requests('one'))).toBe(true);
  expect(requests('one').equals(requests('two'))).toBe(false);
});
