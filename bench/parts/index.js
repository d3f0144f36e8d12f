import { bigWorld } from './big-world.js';
import { memory } from './memory.js';
import { startUp } from './start-up.js';
import { suite } from './suite.js';
import { throughput } from './throughput.js';
import { xylink } from './xylink.js';

/** The measurements, by name. */
export const parts = { throughput, 'start-up': startUp, memory, 'big-world': bigWorld, xylink, suite };
