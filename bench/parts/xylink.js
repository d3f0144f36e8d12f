import { interleaved, startLoad, startServer } from '../rounds.js';
import { atLeast, atMost } from '../targets.js';

/** What is asked, a series each: an accepted call and a refused one. */
const series = { meetingStatus: 'meetingStatus', 'groups open': 'groupsOpen' };

/** XYLink signed by 1.0, limit off, journal on: the simulator against a bare server that does the same work. */
export async function xylink({ dist, rounds, seconds }) {
  const servers = {
    bare: startServer('server/bare-xylink.js'),
    simulator: startServer('server/simulator-xylink.js', { args: [dist] }),
  };
  const load = startLoad();
  const table = {};
  const samples = {};
  const targets = [];
  for (const [name, traffic] of Object.entries(series)) {
    const reached = await interleaved(load, servers, { rounds, seconds, traffic });
    for (const [server, figures] of Object.entries(reached.medians)) table[`${name}, ${server}`] = figures;
    samples[name] = reached.samples;
    targets.push(...verdicts(name, reached.medians));
  }
  for (const each of [load, ...Object.values(servers)]) each.stop();
  return { table, samples, targets };
}

function verdicts(name, { bare, simulator }) {
  const ratio = (figure) => simulator[figure] / bare[figure];
  return [
    atLeast(`${name}: throughput, simulator / bare`, ratio('perSecond'), 0.7),
    atMost(`${name}: CPU time per request, simulator / bare (for orientation)`, ratio('cpuMicroseconds'), 1.4),
  ];
}
