import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { median } from '../statistics.js';
import { below } from '../targets.js';

const lastLine = /^(\d+) passed, 0 failed, 0 skipped$/m;

/** The whole contract suite in process, from the start of the command to its end. */
export async function suite({ dist, starts }) {
  const samples = [];
  let cases = 0;
  // The first run only brings the files into the page cache.
  for (let turn = -1; turn < starts; turn += 1) {
    const began = performance.now();
    const child = spawn(process.execPath, [`${dist}/simulator/cli.js`, 'verify', '--no-color'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    if (turn >= 0) samples.push((performance.now() - began) / 1000);
    cases = Number(lastLine.exec(said)?.[1] ?? 0);
    if (cases === 0) throw new Error('the suite did not pass in process');
  }
  const seconds = median(samples);
  return {
    table: { suite: { cases, seconds } },
    samples,
    targets: [below('the whole contract suite in process, seconds', seconds, 5)],
  };
}
