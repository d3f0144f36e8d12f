import { startChild } from './child.js';
import { medians } from './statistics.js';

const serverCore = 0;
const loadCore = 1;

/** Starts a server's process on its core. */
export const startServer = (file, how = {}) => startChild(file, { ...how, core: serverCore });

/** Starts the load generator's process on the other core. */
export const startLoad = () => startChild('load.js', { core: loadCore });

/** Loads one server once, and returns its requests and its CPU time. */
export async function measure(load, server, amount) {
  const port = await server.ask({ to: 'port' });
  const before = await server.ask({ to: 'usage' });
  const { requests, ...reached } = await load.ask({ to: 'load', port, ...amount });
  const after = await server.ask({ to: 'usage' });
  const cpu = after.cpu - before.cpu;
  return {
    ...reached,
    cpuMicroseconds: cpu / requests,
    // Well below 1, the server waited: for the load generator, or for others on its core.
    serverBusy: (cpu * reached.perSecond) / requests / 1e6,
    resident: after.resident / 1e6,
  };
}

/**
 * Loads all servers in turn, round after round, so that other work of the machine affects all alike. The order rotates by
 * one each round; the first `warmUp` rounds do not count. `traffic` is the kind of requests: see load.js.
 */
export async function interleaved(load, servers, { rounds, seconds, traffic, warmUp = 2 }) {
  const names = Object.keys(servers);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    const first = (round + warmUp) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const sample = await measure(load, servers[name], { seconds, traffic });
      if (round >= 0) samples[name].push(sample);
    }
  }
  return { samples, medians: Object.fromEntries(names.map((name) => [name, medians(samples[name])])) };
}
