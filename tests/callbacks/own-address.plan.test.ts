import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createXylinkClient, type XylinkClient } from '../../client/index.js';
import type { Transport } from '../../simulator/core/callbacks/transport.js';
import { listenerAt } from '../../simulator/platform/listeners.js';
import { noon, openSimulator, type TestSimulator } from '../scenarios/scenario-server.js';
import { watchedConnections } from './connections.js';
import { type SpaceClient, clientAt, timeline } from './callback-server.js';
import { openReceiver, wordOf } from './receiver.js';
import { carried, knowing } from './receivers.js';

let watched = watchedConnections();
watched.stop();

afterEach(() => {
  watched.stop();
});

const loopback = [
  '127.0.0.1',
  'localhost',
  'LOCALHOST.',
  'name.localhost',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '017700000001',
  '0',
  '0.0.0.0',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:FFFF:7F00:0001]',
  '①②⑦.⓪.⓪.①',
  '%31%32%37.0.0.1',
];

/** A space with something in its sink, which `reset` would empty. */
async function victimIn(sim: TestSimulator): Promise<() => Promise<number>> {
  await sim.ask('/~victim/_simulator/sink/x', { body: 'mine' });
  return async () => {
    const { json } = await sim.control('GET', '/sink', undefined, '/~victim');
    return (json as { readonly received: readonly unknown[] }).received.length;
  };
}

/** Makes a meeting, and gives how each of the five callbacks fared that come at once. */
async function outcomesAt(spaceClient: SpaceClient): Promise<readonly string[]> {
  await spaceClient.call();
  await spaceClient.advance('PT0S');
  const { attempts } = await spaceClient.callbacks();
  expect(attempts).toHaveLength(5);
  return attempts.map(({ outcome, says }) => `${outcome} ${says ?? ''}`);
}

const refusal = /^not-allowed the receiver is a simulator of this process/;

/** A client of XYLink in a space, and the room with a running meeting. */
function xylinkIn(sim: TestSimulator, { name, space }: SpaceClient): { client: XylinkClient; room: string } {
  const cast = space.cast()['xylink'] as Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  const { enterpriseId = '', token = '' } = cast?.['enterprise:main'] ?? {};
  const baseUrl = `${sim.url}/~${name}/sdk.xylink.com`;
  const client = createXylinkClient({ baseUrl, enterpriseId, auth: { token }, clock: { now: () => noon } });
  return { client, room: cast?.['room:running']?.['meetingRoomNumber'] ?? '' };
}

describe('a callback never reaches the control API', () => {
  test('at any spelling of an address where the simulator listens itself', async () => {
    const sim = await openSimulator();
    const kept = await victimIn(sim);
    for (const [index, host] of loopback.entries()) {
      const spaceClient = await clientAt(
        sim,
        `attacker-${index}`,
        `http://${host}:${sim.port}/~victim/_simulator/reset`,
      );
      watched = watchedConnections();
      const outcomes = await outcomesAt(spaceClient);
      watched.stop();
      // The test itself asks the simulator by connections that are kept.
      expect({ host, outcomes, addresses: watched.addresses, kept: await kept() }).toEqual({
        host,
        outcomes: Array(5).fill(expect.stringMatching(refusal)),
        addresses: [],
        kept: 1,
      });
    }
  });

  test.each(['/_simulator/reset', '/~attacker/_simulator/sink', '/~victim/_simulator/sink/x', '/sandbox.ytx.net/'])(
    'nor anything else but its own sink: %s',
    async (path) => {
      const sim = await openSimulator();
      const kept = await victimIn(sim);
      const spaceClient = await clientAt(sim, 'attacker', `${sim.url}${path}`);
      for (const each of await outcomesAt(spaceClient)) expect(each).toMatch(refusal);
      expect(await kept()).toBe(1);
    },
  );

  test('of another simulator of the process, on any of its addresses', async () => {
    const sim = await openSimulator();
    const other = await openSimulator();
    const everywhere = await other.simulator.listen(0, '::');
    const kept = await victimIn(other);
    const places = [
      ...['127.0.0.1', 'localhost'].map((host) => `${host}:${other.port}`),
      ...['127.0.0.1', 'localhost', '[::1]', '127.9.9.9'].map((host) => `${host}:${everywhere.port}`),
    ];
    for (const [index, place] of places.entries()) {
      const spaceClient = await clientAt(sim, `attacker-${index}`, `http://${place}/~victim/_simulator/reset`);
      for (const each of await outcomesAt(spaceClient)) expect(each).toMatch(refusal);
    }
    expect(await kept()).toBe(1);
    await everywhere.close(0);
  });

  test.each(['on', 'off'])('by a registration at XYLink, with registrationProbe %s', async (registrationProbe) => {
    const sim = await openSimulator({ readings: { xylink: { registrationProbe } } });
    const kept = await victimIn(sim);
    const spaceClient = await clientAt(sim, 'attacker');
    const { client, room } = xylinkIn(sim, spaceClient);
    const registered = client.registerCallback('NewUserCall', `${sim.url}/~victim/_simulator/reset`);
    if (registrationProbe === 'on') await expect(registered).rejects.toMatchObject({ refusal: 'handlerUnreachable' });
    else await registered;
    expect(await spaceClient.control('DELETE', `/xylink/rooms/${room}/meeting`)).toMatchObject({ status: 204 });
    await spaceClient.advance('PT0S');
    const { attempts } = await spaceClient.callbacks('?event=NewUserCall');
    expect(attempts.length > 0).toBe(registrationProbe === 'off');
    for (const { outcome, says = '' } of attempts) expect(`${outcome} ${says}`).toMatch(refusal);
    expect(await kept()).toBe(1);
  });

  test('by a name that resolves to this machine', async () => {
    const sim = await openSimulator();
    const deliveryResult = await carried(
      `http://receiver.test:${sim.port}/_simulator/reset`,
      {},
      { lookup: knowing('203.0.113.9', '::ffff:127.0.0.1'), simulatorAt: listenerAt },
    );
    expect(deliveryResult).toMatchObject({
      outcome: 'not-allowed',
      says: expect.stringContaining('simulator') as unknown,
    });
  });

  test.each([false, true])(
    'of a simulator elsewhere, which knows a callback by its header (faithful: %s)',
    async (faithful) => {
      const sim = await openSimulator();
      const kept = await victimIn(sim);
      const sender = await openSimulator({ faithful, callbacks: { transport: forwarding(sim) } });
      const elsewhere = 'http://elsewhere.test';
      const control = await clientAt(sender, 'attacker', `${elsewhere}/~victim/./_simulator/reset`);
      await outcomesAt(control);
      expect((await control.callbacks()).attempts.map(({ reply }) => reply?.status)).toEqual(Array(5).fill(403));
      expect(await kept()).toBe(1);
      await outcomesAt(await clientAt(sender, 'friend', `${elsewhere}/~victim/_simulator/sink/x`));
      expect(await kept()).toBe(6);
    },
  );
});

/** A transport of the user's that does not know the simulator's addresses: it sends every request to this port. */
function forwarding({ url }: TestSimulator): Transport {
  return async ({ url: asked, headers, body }) => {
    const { pathname, search } = new URL(asked);
    const sent = request(`${url}${pathname}${search}`, { method: 'POST', headers, agent: false }).end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    const reply = { status: response.statusCode ?? 0, contentType: null, body: new Uint8Array() };
    return { outcome: 'answered', reply };
  };
}

describe('a callback reaches', () => {
  test('the sink of its space, without a socket, at any spelling of that address', async () => {
    const sim = await openSimulator();
    const addresses = [
      ...loopback.map((host, index) => [`own-${index}`, host, `/~own-${index}`] as const),
      ['own', 'own.localhost', ''] as const,
      ['own-encoded', '127.0.0.1', '/%7Eown-encoded'] as const,
    ];
    for (const [space, host, prefix] of addresses) {
      const spaceClient = await clientAt(sim, space, `http://${host}:${sim.port}${prefix}/_simulator/sink/deep?of=ytx`);
      watched = watchedConnections();
      await outcomesAt(spaceClient);
      watched.stop();
      const { received } = (await spaceClient.control('GET', '/sink')).json as {
        readonly received: readonly { readonly body: string; readonly target: string; readonly headers: unknown }[];
      };
      expect({ host, delivered: received.map(wordOf), addresses: watched.addresses }).toEqual({
        host,
        delivered: timeline.atOnce,
        addresses: [],
      });
      expect(received[0]).toMatchObject({
        target: '/_simulator/sink/deep?of=ytx',
        headers: [
          ['Content-Type', 'application/json;charset=utf-8'],
          ['simulator-callback', '1.1'],
        ],
      });
    }
  });

  test("a server of the user's in the same process, at any path", async () => {
    const receiver = await openReceiver();
    const sim = await openSimulator();
    const url = `http://localhost:${receiver.port}/~victim/_simulator/reset`;
    for (const each of await outcomesAt(await clientAt(sim, 'own', url))) expect(each).toBe('answered ');
    expect(receiver.came).toHaveLength(5);
  });

  test('a server that took the port of a simulator which has closed', async () => {
    const closed = await openSimulator();
    await closed.close(0);
    const receiver = await openReceiver(() => 200, closed.port);
    const spaceClient = await clientAt(await openSimulator(), 'own', receiver.url);
    for (const each of await outcomesAt(spaceClient)) expect(each).toBe('answered ');
  });

  test('a server beside a simulator, on the same port of another address', async () => {
    const sim = await openSimulator();
    const beside = createServer((asked, response) => {
      asked.resume();
      response.end('ok');
    }).listen(sim.port, '127.0.0.2');
    await once(beside, 'listening');
    const { port } = beside.address() as AddressInfo;
    const spaceClient = await clientAt(sim, 'own', `http://127.0.0.2:${port}/hook`);
    for (const each of await outcomesAt(spaceClient)) expect(each).toBe('answered ');
    beside.close();
    beside.closeAllConnections();
  });
});
