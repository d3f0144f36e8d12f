import { measure, startLoad, startServer } from '../rounds.js';
import { atMost } from '../targets.js';

const first = 100_000;
const last = 400_000;

/** How much the resident set grows between the first and the last creation. */
export async function memory({ dist }) {
  const load = startLoad();
  const args = [dist];
  const table = {
    bare: await growth(load, startServer('server/bare.js')),
    simulator: await growth(load, startServer('server/simulator.js', { args })),
    'simulator, gc forced': await growth(load, startServer('server/simulator.js', { args, flags: ['--expose-gc'] }), {
      collected: true,
    }),
  };
  load.stop();
  const says = 'growth of resident memory, MB';
  return {
    table,
    targets: [
      atMost(says, table.simulator.growth, 20),
      atMost(`${says}, garbage collected first`, table['simulator, gc forced'].growth, 20),
    ],
  };
}

async function growth(load, server, { collected = false } = {}) {
  const residentAfter = async (amount) => {
    await measure(load, server, { amount });
    if (collected) await server.ask({ to: 'collectGarbage' });
    const { resident } = await server.ask({ to: 'usage' });
    return resident / 1e6;
  };
  const at100k = await residentAfter(first);
  const at400k = await residentAfter(last - first);
  server.stop();
  return { at100k, at400k, growth: at400k - at100k };
}
