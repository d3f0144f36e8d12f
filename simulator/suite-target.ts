import { withInventedRoles } from '../contracts/suite/role-binding.js';
import type { Entity, Session, Target } from '../contracts/suite/target.js';
import { mergePatch } from '../contracts/json.js';
import type { IncomingRequest } from './core/requests/incoming-request.js';
import { defaultSpaceName } from './core/state/spaces.js';
import type { World } from './core/state/world.js';
import { checkedWorld } from './core/state/world-check.js';
import { addressOf } from './http/address.js';
import { diagnosisPath, replyHeaders } from './http/response.js';
import type { Simulator } from './simulator.js';
import { judge } from './platform/judge.js';

const loopback = '127.0.0.1';
const baseUrl = `http://${loopback}`;

/**
 * The simulator in this process as a target for contract cases: without a socket, and with every control.
 *
 * @example
 */
export function suiteTarget(simulator: Simulator): Target {
  let played = 0;
  return {
    name: 'the simulator in this process',
    origin: 'simulator',
    keepsState: false,
    controls: ['world', 'clock', 'readings', 'caller', 'callbacks'],
    begin({ provider: name, now, readings, caller, world }) {
      played += 1;
      const space = simulator.spaces.getOrCreate(`case-${played}`);
      const provider = simulator.providers.find((each) => each.name === name);
      if (provider === undefined) throw new Error(`unknown provider ${name}`);
      const castNow = (): Cast => withInventedRoles(name, (space.cast()[name] ?? {}) as Cast);
      space.clock.set(now ?? space.clock.now(), 'frozen');
      space.setReadings(provider, readings);
      const patch = world(castNow());
      if (patch !== undefined) space.replaceWorld(patchWorld(simulator, space.world(), { [name]: patch }), true);
      const session: Session = {
        urlOf: (host) => `${baseUrl}/~${space.name}/${host}`,
        // The entities that play the roles come from the world of the case.
        cast: castNow(),
        now: () => space.clock.now(),
        async advance(byMs) {
          await simulator.advance(byMs, { space: space.name });
        },
        async callbacks() {
          await simulator.advance(0, { space: space.name });
          return space.attempts.entries().map(({ queued: { event } }) => ({
            event: event.type,
            url: event.url,
            body: Buffer.from(event.body()).toString(),
          }));
        },
        fetch: fetchOf(simulator, caller ?? loopback),
        end() {
          simulator.spaces.remove(space.name);
          return Promise.resolve();
        },
      };
      return Promise.resolve(session);
    },
  };
}

type Cast = Readonly<Record<string, Entity>>;

function patchWorld({ providers }: Simulator, world: World, patch: object): World {
  const checked = checkedWorld(mergePatch(world, patch), providers, judge);
  if (!checked.ok) throw new Error(`the world of the case is invalid: ${JSON.stringify(checked.problems)}`);
  return checked.world;
}

/** A fetch that calls `ask` directly; the address is parsed as in the server. */
function fetchOf(simulator: Simulator, from: string): typeof globalThis.fetch {
  return async (input, init = {}) => {
    if (typeof input !== 'string') throw new TypeError('fetch of the suite takes a URL as a string');
    const targetAsSent = input.slice(baseUrl.length);
    const address = addressOf({ target: targetAsSent, hostHeader: loopback }, simulator.providers);
    if (address.to !== 'provider') return new Response(null, { status: 404 });
    const { host, targetForProvider, provider, scenarios, space } = address;
    const request: IncomingRequest = {
      method: init.method ?? 'GET',
      host,
      targetAsSent,
      targetForProvider,
      rawHeaders: Object.entries(init.headers ?? {}).flat() as string[],
      body: init.body instanceof Uint8Array ? init.body : new Uint8Array(),
      clientIp: from,
    };
    const probe = await simulator.probe(provider.name, request, { space, scenarios });
    const done = simulator.ask(provider.name, request, { space, scenarios, probe });
    const diagnosis = diagnosisPath(done, space ?? defaultSpaceName);
    const headers = replyHeaders(done, { space: space ?? '', faithful: false, diagnosis });
    return new Response(Buffer.from(done.reply.body), { status: done.reply.status, headers: pairs(headers) });
  };
}

/** Splits names and values in turn into pairs. */
const pairs = (flat: readonly string[]): [string, string][] =>
  flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as [string, string]] : []));
