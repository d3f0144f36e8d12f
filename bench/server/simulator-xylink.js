// The simulator as it is used, journal and trace at their defaults, with XYLink's limit off.
import { pathToFileURL } from 'node:url';
import { serving } from './serving.js';

const [dist] = process.argv.slice(2);
const { createSimulator, startingWorld } = await import(pathToFileURL(`${dist}/simulator/index.js`));
const { xylink } = startingWorld;
const unlimited = { ...xylink, settings: { ...xylink.settings, requestsPerSecond: 0 } };
const { port } = await createSimulator({ world: { ...startingWorld, xylink: unlimited } }).listen(0);
serving(port);
