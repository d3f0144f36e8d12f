import type { Command } from 'commander';
import type { SimulatorOptions } from '../../index.js';
import { BadUse, flagTexts, flagWithDefault, instantFlag, timeLimitFlag } from '../shared/flags.js';
import { type CliRun, exitCodeOf, type Io, linesTo, stopSignal } from '../shared/io.js';
import { worldFrom } from '../shared/world-file.js';
import { inWords, type Outcome, passed } from './outcome.js';
import { progressOn } from './progress.js';
import { runAll } from './run-all.js';

/** The flags of every command that runs the user's own. */
export interface SeriesFlags extends SimulatorFlags {
  /** ms. */
  readonly timeout: number;
  readonly json?: true;
}

/** A command of the user's, run against one simulator after the other. */
export interface Series<Trial extends object> {
  readonly trials: readonly Trial[];
  /** What a trial's simulator is made with, besides what the flags say. */
  readonly variation: (trial: Trial) => SimulatorOptions;
  readonly nameOf: (trial: Trial) => string;
  /** The environment variable in which the command is told what is tried. */
  readonly variable: string;
  /** When the first run is, in words: `when nothing is wrong`. */
  readonly firstRun: string;
  readonly isGood: (row: Trial & Outcome) => boolean;
  readonly text: (rows: readonly (Trial & Outcome)[]) => string;
  readonly json: (standard: Outcome, rows: readonly (Trial & Outcome)[]) => string;
}

/** Adds the flags that all such commands have. */
export const addCommandFlags = (command: Command): Command =>
  command
    .usage('[options] -- <command> [args...]')
    .argument('[command...]', 'command to run, after --')
    .option('--seed <text>', `${flagTexts.seed} (default: understudy)`)
    .option('--world <file>', flagTexts.world)
    .option('--start-at <instant>', flagTexts.startAt, instantFlag)
    .addOption(
      flagWithDefault('--timeout <duration>', 'time limit of each run', {
        value: 300_000,
        shown: 'PT300S',
        parse: timeLimitFlag(86_400),
      }),
    )
    .option('--json', flagTexts.json);

/** Runs the series and prints what came of it: exit code 0 when every row is good, 1 when not, else the signal's. */
export async function runSeries<Trial extends object>(
  command: readonly string[],
  flags: SeriesFlags,
  series: Series<Trial>,
  { io, exitWith }: CliRun,
): Promise<void> {
  const stop = stopSignal(io.signals);
  const options = await simulatorOptions(flags, io);
  const { createSimulator } = await import('../../index.js');
  const progress = progressOn(io.stderr);
  const timeoutMs = flags.timeout;
  const results = await runAll(series.trials, {
    simulatorFor: (trial) => createSimulator({ ...options, ...(trial && series.variation(trial)) }),
    nameOf: series.nameOf,
    run: (url, name) =>
      io.runCommand(command, { env: { ...io.env, UNDERSTUDY_URL: url, [series.variable]: name }, timeoutMs, stop }),
    progress,
    stop,
  }).finally(progress.close);
  if (results === undefined) {
    exitWith(exitCodeOf(stop));
    return;
  }
  const { standard, trials: rows } = results;
  if (!passed(standard)) throw nothingCanBeTold(series.firstRun, standard);
  io.stdout.write(flags.json === undefined ? series.text(rows) : series.json(standard, rows));
  exitWith(rows.every(series.isGood) ? 0 : 1);
}

/** The user's own command: what stands behind `--`, for before it its flags would be taken for ours. */
export function commandIn(ours: string, operands: readonly string[], argv: readonly string[]): readonly string[] {
  const behind = argv.includes('--') ? argv.length - argv.indexOf('--') - 1 : 0;
  if (operands.length === behind && (operands[0] ?? '') !== '') return operands;
  throw new BadUse(`the command to run, and nothing else, stands behind --, as in: understudy ${ours} -- npm test`);
}

/** What is told of a command that does not even survive the standard run. */
function nothingCanBeTold(standardly: string, standard: Outcome): BadUse {
  const hint = standard.requests === 0 ? '; it must send its requests to the URL in UNDERSTUDY_URL' : '';
  return new BadUse(`nothing can be told: ${standardly} the command ${inWords(standard)}${hint}`);
}

/** The flags that say on what every simulator of a series starts. */
interface SimulatorFlags {
  readonly seed?: string;
  readonly world?: string;
  readonly startAt?: number;
}

/** What these flags say of a simulator; `BadUse` for a file that is no world. */
async function simulatorOptions(
  { seed, world: file, startAt }: SimulatorFlags,
  { cwd, clock, stderr }: Io,
): Promise<SimulatorOptions> {
  const { providers } = await import('../../providers/index.js');
  const world = file === undefined ? undefined : await worldFrom(file, providers, cwd);
  return {
    clock,
    log: linesTo(stderr),
    ...(seed !== undefined && { seed }),
    ...(world !== undefined && { world }),
    ...(startAt !== undefined && { startAt }),
  };
}
