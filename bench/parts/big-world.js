import { interleaved, startLoad, startServer } from '../rounds.js';
import { atLeast } from '../targets.js';

const booked = 1_000_000;
/** The load's own account reaches its cap of 10,000 meetings while the servers warm up: both worlds then stand still. */
const warmUp = 3;
/** Room for the world as written and as documents. */
const flags = ['--max-old-space-size=6000'];

/** The simulator with a million booked meetings in its world against the simulator with none. */
export async function bigWorld({ dist, rounds, seconds }) {
  const servers = {
    'no meetings': startServer('server/simulator.js', { args: [dist], flags }),
    '1,000,000 meetings': startServer('server/simulator.js', { args: [dist, String(booked)], flags }),
  };
  const load = startLoad();
  const { samples, medians } = await interleaved(load, servers, { rounds, seconds, warmUp });
  for (const each of [load, ...Object.values(servers)]) each.stop();
  const ratio = medians['1,000,000 meetings'].perSecond / medians['no meetings'].perSecond;
  return { table: medians, samples, targets: [atLeast('throughput, 1,000,000 meetings / none', ratio, 0.95)] };
}
