import type { Command } from 'commander';
import type { SimulatorOptions } from '../index.js';
import { BadUse } from './bad-use.js';
import { instantFlag } from './instant-flag.js';
import { commandRun } from './matrix/command-run.js';
import type { Outcome } from './matrix/outcome.js';
import { inWords, survived } from './matrix/outcome.js';
import { progressOn } from './matrix/progress.js';
import { reportJson, reportText } from './matrix/report.js';
import { runAll } from './matrix/run-all.js';
import { exitCodeOf, stopSignal } from './matrix/stop-signal.js';
import type { TrialWish } from './matrix/trials.js';
import { trialsOf } from './matrix/trials.js';
import { wholeNumber } from './numbers.js';
import { worldFrom } from './world-file.js';

interface MatrixFlags extends TrialWish {
  readonly seed?: string;
  readonly world?: string;
  readonly startAt?: number;
  readonly timeout: number;
  readonly json?: true;
}

const examples = `
It runs with the standard readings first, then with one answered otherwise at a time. In its environment stand
  UNDERSTUDY_URL      what to put in front of a provider's host, such as http://127.0.0.1:40123/~matrix
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
  const command = commandIn(operands, process.argv);
  const stop = stopSignal();
  const { providers } = await import('../providers/index.js');
  const trials = trialsOf(providers, flags);
  const options = await simulatorOptions(flags);
  const { createSimulator } = await import('../index.js');
  const progress = progressOn(process.stderr);
  const results = await runAll(trials, {
    simulatorWith: (readings) => createSimulator({ ...options, readings }),
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
  if (!survived(results.standard)) throw nothingCanBeTold(results.standard);
  const { standard, trials: rows } = results;
  process.stdout.write(flags.json === undefined ? reportText(rows) : reportJson(standard, rows));
  process.exitCode = rows.every(survived) ? 0 : 1;
}

/** The command is what stands behind `--`: before it, its flags would be taken for ours. */
function commandIn(operands: readonly string[], argv: readonly string[]): readonly string[] {
  const behind = argv.includes('--') ? argv.length - argv.indexOf('--') - 1 : 0;
  if (operands.length === behind && (operands[0] ?? '') !== '') return operands;
  throw new BadUse('the command to run, and nothing else, stands behind --, as in: understudy matrix -- npm test');
}

async function simulatorOptions({ seed, world: file, startAt }: MatrixFlags): Promise<SimulatorOptions> {
  const { providers } = await import('../providers/index.js');
  const world = file === undefined ? undefined : await worldFrom(file, providers);
  return {
    ...(seed !== undefined && { seed }),
    ...(world !== undefined && { world }),
    ...(startAt !== undefined && { startAt }),
  };
}

function nothingCanBeTold(standard: Outcome): BadUse {
  const hint = standard.requests === 0 ? '; it must send its requests to the URL in UNDERSTUDY_URL' : '';
  return new BadUse(`nothing can be told: with the standard readings the command ${inWords(standard)}${hint}`);
}
