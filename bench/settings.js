import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { parts } from './parts/index.js';

const standardDist = new URL('../dist', import.meta.url).pathname;

const usage = `node bench/index.js [${Object.keys(parts).join('] [')}] [--rounds 9] [--seconds 3] [--starts 11] [--dist DIR]`;

/** The parts to run, and their duration. Default: all parts. */
export function settingsFrom(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '9' },
      seconds: { type: 'string', default: '3' },
      starts: { type: 'string', default: '11' },
      dist: { type: 'string', default: standardDist },
    },
  });
  const strange = positionals.find((each) => !Object.hasOwn(parts, each));
  if (strange !== undefined) throw new Error(`unknown part "${strange}": ${usage}`);
  return {
    parts: positionals.length > 0 ? positionals : Object.keys(parts),
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    starts: positive('starts', values.starts),
    dist: resolve(values.dist),
  };
}

function positive(name, text) {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} must be a number above 0: ${usage}`);
  return number;
}
