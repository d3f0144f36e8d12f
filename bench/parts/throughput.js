import { interleaved, startLoad, startServer } from '../rounds.js';
import { atLeast, atMost } from '../targets.js';

/** The simulator against the bare server that does the same work, and one that does none. */
export async function throughput({ dist, rounds, seconds }) {
  const servers = {
    bare: startServer('server/bare.js'),
    simulator: startServer('server/simulator.js', { args: [dist] }),
    constant: startServer('server/constant.js'),
  };
  const load = startLoad();
  const { samples, medians } = await interleaved(load, servers, { rounds, seconds });
  for (const each of [load, ...Object.values(servers)]) each.stop();
  const ratio = (figure) => medians.simulator[figure] / medians.bare[figure];
  return {
    table: medians,
    samples,
    targets: [
      atLeast('throughput, simulator / bare', ratio('perSecond'), 0.7),
      atMost('CPU time per request, simulator / bare', ratio('cpuMicroseconds'), 1.4),
      atMost('p99, simulator / bare', ratio('p99'), 3),
    ],
  };
}
