import { describe, expect, test } from '@jest/globals';
import { wireFaults } from '../../simulator/core/scenarios/scenario.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import type { Schedule } from '../../simulator/http/faults.js';
import { incomingRequest } from '../support/incoming-request.js';
import { prepare } from '../ytx/caller.js';
import { noon, openSimulator, scenariosOf, unsigned } from './scenario-server.js';
import { call, watch } from './wire.js';

const meetings = (simulator: Simulator): number =>
  Object.keys((simulator.spaces.getOrCreate(undefined).world()['ytx'] as { readonly meetings: object }).meetings)
    .length;

/** How many meetings there are after a booking that met these scenarios. */
function bookedUnder(...scenarios: readonly string[]): number {
  const simulator = createSimulator({ clock: { now: () => noon } });
  const booking = incomingRequest(prepare(simulator.spaces.getOrCreate(undefined), {}));
  simulator.ask('ytx', booking, { scenarios });
  return meetings(simulator);
}

describe('a booking', () => {
  test.each([...wireFaults, 'gateway-504', 'slow', 'slow-around-2s', 'ok'])('is made all the same under %s', (name) => {
    expect(bookedUnder(name)).toBe(1);
  });

  test.each(['gateway-502', 'gateway-503', 'http-500', 'app-offline', 'fail'])('is not made under %s', (name) => {
    expect(bookedUnder(name)).toBe(0);
    expect(bookedUnder('slow', 'truncated-body', name)).toBe(0);
  });

  test('is refused under a 504 when it is wrong, although the refusal does not reach the caller', async () => {
    const { ask, simulator, control } = await openSimulator();
    const answer = await ask(`/+gateway-504${unsigned}`);
    expect([answer.status, answer.refusedBy, scenariosOf(answer)]).toEqual([504, undefined, 'gateway-504']);
    expect(meetings(simulator)).toBe(0);
    expect(await control('GET', '/journal/1')).toMatchObject({ json: { source: 'scenario', scenario: 'gateway-504' } });
  });

  test('whose reply was lost is in the journal as the provider’s, with the fault', async () => {
    const sim = await openSimulator();
    const { host, target, headers, body } = prepare(sim.simulator.spaces.getOrCreate(undefined), {});
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = call(sim.port, `/+slow-2s/+empty-reply/${host}${target}`, {
      headers: head.join(''),
      body: String(body),
    });
    expect(await watch(socket)).toEqual({ pieces: [], end: 'closed' });
    expect(meetings(sim.simulator)).toBe(1);
    expect(await sim.control('GET', '/journal/1')).toMatchObject({
      json: {
        source: 'provider',
        scenarios: ['slow-2s', 'empty-reply'],
        delayMs: 2000,
        fault: 'empty-reply',
        reply: { status: 200 },
      },
    });
  });
});

describe('a call that hangs', () => {
  test('ends when the client gives up, and holds up no server that closes', async () => {
    const { port, control, close } = await openSimulator();
    const socket = call(port, `/+hang${unsigned}`);
    const seen = watch(socket);
    await control('GET', '/journal/wait?operation=createMeeting');
    const closed = close(60_000);
    socket.destroy();
    await closed;
    expect(await seen).toEqual({ pieces: [], end: 'closed' });
  });

  test('is cut at the deadline of a server that closes', async () => {
    const { port, control, close } = await openSimulator();
    const seen = watch(call(port, `/+hang${unsigned}`));
    await control('GET', '/journal/wait?operation=createMeeting');
    await close(0);
    expect((await seen).pieces).toEqual([]);
  });
});

describe('a call that is slow', () => {
  test.each([
    ['slow', [1000]],
    ['slow-250ms', [250]],
    ['slow-3s', [3000]],
    ['slow-600s', [600_000]],
    ['slow-1s/+slow-1ms', [1001]],
    ['slow/+dribble', [1000, ...Array<number>(20).fill(100)]],
    ['ok', []],
  ])('/+%s waits for %j ms', async (names, pauses) => {
    const sim = await openSimulator();
    const { refusedBy } = await sim.ask(`/+${names}${unsigned}`);
    expect([refusedBy, sim.pauses]).toEqual(['ytx/authorization-is-readable', pauses]);
  });

  test('is not answered any more when the client has given up', async () => {
    let giveUp: () => void = () => undefined;
    let calledOff: () => void = () => undefined;
    const off = new Promise<void>((resolve) => {
      calledOff = resolve;
    });
    const pause: Schedule = (ms) => {
      expect(ms).toBe(1000);
      setImmediate(giveUp);
      return calledOff;
    };
    const { port } = await openSimulator({ schedule: pause });
    const socket = call(port, `/+slow${unsigned}`);
    giveUp = () => {
      socket.destroy();
    };
    const seen = watch(socket);
    await off;
    expect((await seen).pieces).toEqual([]);
  });
});

describe('a client that keeps its connections', () => {
  const broken = [...wireFaults.filter((fault) => fault !== 'hang'), 'gateway-502', 'slow', 'app-offline'];
  test.each(broken)('is served as ever after %s', async (name) => {
    const { ask } = await openSimulator();
    for (let count = 0; count < 3; count += 1) {
      await ask(`/+${name}${unsigned}`).catch((error: unknown) => {
        expect(error).toHaveProperty('code');
      });
      const answer = await ask(unsigned);
      expect([answer.refusedBy, scenariosOf(answer)]).toEqual(['ytx/authorization-is-readable', undefined]);
    }
  });
});

describe('a client that does not wait for one reply before it sends the next request', () => {
  test.each(['empty-body', 'wrong-content-type', 'dribble', 'slow/+empty-body'])(
    'meets %s in its turn',
    async (names) => {
      const { port } = await openSimulator();
      const socket = call(port, unsigned);
      socket.write(`POST /+${names}${unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n`);
      const { pieces, end } = await watch(socket);
      const replies = pieces.join('').split('HTTP/1.1 200 OK').slice(1);
      expect(replies.map((reply) => reply.includes('simulator-scenario: '))).toEqual([false, true]);
      expect(end).toBe('closed');
    },
  );
});
