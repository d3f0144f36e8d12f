import type { Command } from 'commander';
import { instantFlag } from './instant-flag.js';
import { commandIn } from './trials/command-in.js';
import { commandRun } from './trials/command-run.js';
import { nothingCanBeTold } from './trials/nothing-can-be-told.js';
import { survived } from './trials/outcome.js';
import { progressOn } from './trials/progress.js';
import { reportJson, reportText } from './matrix/report.js';
import { runAll } from './trials/run-all.js';
import type { SimulatorFlags } from './trials/simulator-options.js';
import { simulatorOptions } from './trials/simulator-options.js';
import { exitCodeOf, stopSignal } from './trials/stop-signal.js';
import type { TrialWish } from './matrix/trials.js';
import { nameOf, readingsOf, trialsOf } from './matrix/trials.js';
import { wholeNumber } from './numbers.js';

interface MatrixFlags extends TrialWish, SimulatorFlags {
  readonly timeout: number;
  readonly json?: true;
}

const examples = `
It runs with the standard readings first, then with one answered otherwise at a time. In its environment stand
  UNDERSTUDY_URL      what to put in front of a provider's host, such as http://127.0.0.1:40123/~trial
  UNDERSTUDY_READING  what is tried: standard, or such as ytx/validity=10min

Exit code: 0 it survives every reading, 1 it does not, 2 wrong use, or it fails with the standard readings already.

Examples:
  understudy matrix -- npm test
  understudy matrix --provider ytx --start-at 2026-11-21T12:00:00+08:00 -- npm test
  understudy matrix --reading validity ytx/statusMsg --json -- node book.js
`;

/** `understudy matrix`: runs the user's own command once for every way to read the providers' pages. */
export function addMatrix(program: Command): void {
  program
    .command('matrix')
    .description('run a command once for every way to read the pages, and tell which it survives')
    .usage('[options] -- <command> [args...]')
    .argument('[command...]', 'the command to run; it stands behind --')
    .option('--provider <name>', 'only the readings of this provider')
    .option('--reading <name...>', 'only these readings; `understudy readings` lists them')
    .option('--seed <text>', 'what all chance follows from')
    .option('--world <file>', 'starting world, YAML or JSON, instead of the included one')
    .option('--start-at <instant>', 'where the clock of every run starts, ISO 8601 with offset', instantFlag)
    .option('--timeout <seconds>', 'how long a run may take', wholeNumber(1, 86_400), 300)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(matrix);
}

async function matrix(operands: readonly string[], flags: MatrixFlags): Promise<void> {
  const command = commandIn('matrix', operands, process.argv);
  const stop = stopSignal();
  const { providers } = await import('../providers/index.js');
  const trials = trialsOf(providers, flags);
  const options = await simulatorOptions(flags);
  const { createSimulator } = await import('../index.js');
  const progress = progressOn(process.stderr);
  const results = await runAll(trials, {
    simulatorFor: (trial) => createSimulator({ ...options, ...(trial && { readings: readingsOf(trial) }) }),
    nameOf,
    run: (url, reading) =>
      commandRun(command, {
        env: { ...process.env, UNDERSTUDY_URL: url, UNDERSTUDY_READING: reading },
        timeoutMs: flags.timeout * 1000,
        stop,
      }),
    progress,
    stop,
  }).finally(progress.close);
  if (results === undefined) {
    process.exitCode = exitCodeOf(stop);
    return;
  }
  if (!survived(results.standard)) throw nothingCanBeTold('with the standard readings', results.standard);
  const { standard, trials: rows } = results;
  process.stdout.write(flags.json === undefined ? reportText(rows) : reportJson(standard, rows));
  process.exitCode = rows.every(survived) ? 0 : 1;
}
