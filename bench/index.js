// `npm run bench`: compares the simulator with a bare server, and checks the figures against their targets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { canPin } from './child.js';
import { parts } from './parts/index.js';
import { textOf } from './print.js';
import { settingsFrom } from './settings.js';

/** Reports a mistake on the command line in one line. */
function settingsOrExit() {
  try {
    return settingsFrom(process.argv.slice(2));
  } catch (error) {
    console.error(`bench: ${error.message}`);
    return process.exit(2);
  }
}

const settings = settingsOrExit();
const report = {
  at: new Date().toISOString(),
  node: process.version,
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, pinned: canPin },
  settings,
  parts: {},
};
if (!canPin) console.log('taskset is missing: servers and load generator share all cores, and figures swing');

for (const name of settings.parts) {
  report.parts[name] = await parts[name](settings);
  console.log(textOf(name, report.parts[name]));
}

const folder = new URL('reports/', import.meta.url);
const file = new URL(`${report.at.replaceAll(':', '-')}.json`, folder);
mkdirSync(folder, { recursive: true });
writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
console.log(`report: ${file.pathname}`);
