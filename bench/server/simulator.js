// The simulator as it is used, journal and trace at their defaults: `simulator.js <dist> [<booked meetings>]`.
import { pathToFileURL } from 'node:url';
import { bigWorld } from './big-world.js';
import { serving } from './serving.js';

const [dist, booked = '0'] = process.argv.slice(2);
const built = async (file) => await import(pathToFileURL(`${dist}/simulator/${file}`));
const { createSimulator, startingWorld } = await built('index.js');
const world = booked === '0' ? startingWorld : await worldWith(Number(booked));
const { port } = await createSimulator({ world }).listen(0);
serving(port);

async function worldWith(count) {
  const { drawsFrom } = await built('world-generator/draws.js');
  const { inventedMeeting } = await built('providers/ytx/generated-world.js');
  return bigWorld(startingWorld, count, { draw: drawsFrom('big'), inventedMeeting });
}
