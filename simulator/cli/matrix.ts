import type { Command } from 'commander';
import { reportJson, reportText } from './matrix/report.js';
import type { Trial, TrialWish } from './matrix/trials.js';
import { nameOf, readingsOf, trialsOf } from './matrix/trials.js';
import type { CliRun } from './io.js';
import { commandIn } from './trials/command-in.js';
import { survived } from './trials/outcome.js';
import type { Series, SeriesFlags } from './trials/series.js';
import { runSeries, takingACommand } from './trials/series.js';

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

type MatrixFlags = SeriesFlags & TrialWish;

/** `understudy matrix`: runs the user's own command once for every way to read the providers' pages. */
export function addMatrix(program: Command, run: CliRun): void {
  const command = program
    .command('matrix')
    .description('run a command once for every way to read the pages, and tell which it survives')
    .option('--provider <name>', 'only the readings of this provider')
    .option('--reading <name...>', 'only these readings; `understudy readings` lists them');
  takingACommand(command)
    .addHelpText('after', examples)
    .action((operands: readonly string[], flags: MatrixFlags) => matrix(operands, flags, run));
}

async function matrix(operands: readonly string[], flags: MatrixFlags, run: CliRun): Promise<void> {
  const command = commandIn('matrix', operands, run.argv);
  const { providers } = await import('../providers/index.js');
  const series: Series<Trial> = {
    trials: trialsOf(providers, flags),
    variation: (trial) => ({ readings: readingsOf(trial) }),
    nameOf,
    variable: 'UNDERSTUDY_READING',
    firstRun: 'with the standard readings',
    isGood: survived,
    text: reportText,
    json: reportJson,
  };
  await runSeries(command, flags, series, run);
}
