// The simulator as it is used, journal and trace at their defaults: `simulator.js <dist> [<booked meetings>]`.
import { pathToFileURL } from 'node:url';
import { bigWorld } from './big-world.js';
import { serving } from './serving.js';

const [dist, booked = '0'] = process.argv.slice(2);
const { createSimulator, startingWorld } = await import(pathToFileURL(`${dist}/simulator/index.js`));
const world = booked === '0' ? startingWorld : await worldWith(Number(booked));
const { port } = await createSimulator({ world }).listen(0);
serving(port);

async function worldWith(count) {
  await import('../../scripts/sources.js');
  const { drawsFrom } = await import('../../simulator/world-generator/draws.js');
  const { inventedMeeting } = await import('../../simulator/providers/ytx/generated-world.js');
  return bigWorld(startingWorld, count, { draw: drawsFrom('big'), inventedMeeting });
}
