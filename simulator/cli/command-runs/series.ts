import { type Message, say, type Render } from '../../../contracts/messages.js';
import type { Command } from 'commander';
import type { SimulatorOptions } from '../../options.js';
import { BadUse, flagTexts, flagWithDefault, instantFlag, timeLimitFlag } from '../shared/flags.js';
import { type CliRun, exitCodeOf, type Io, linesTo, stopSignal } from '../shared/io.js';
import { worldFrom } from '../shared/world-file.js';
import { inWords, type Outcome, hasPassed } from './outcome.js';
import { progressOn } from './progress.js';
import { runAll } from './run-all.js';

/** The flags of every command that runs the user's command. */
export interface SeriesFlags extends TrialFlags {
  /** ms. */
  readonly timeout: number;
  readonly json?: true;
}

/** A series of runs of the user's command, each against its own simulator. */
export interface Series<Trial extends object> {
  readonly trials: readonly Trial[];
  /** The options of a trial's simulator, in addition to the flags. */
  readonly variation: (trial: Trial) => SimulatorOptions;
  readonly nameOf: (trial: Trial) => string;
  /** The environment variable that holds the name of the trial. */
  readonly variable: string;
  /** The condition of the first run, in words: `without a mutant`. */
  readonly firstRun: Message;
  readonly isGood: (row: Trial & Outcome) => boolean;
  readonly text: (rows: readonly (Trial & Outcome)[], text: Render) => string;
  readonly json: (baseline: Outcome, rows: readonly (Trial & Outcome)[]) => string;
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

/** Runs the series and prints the result. Exit code: 0 when every row is good, else 1, or the code of the signal. */
export async function runSeries<Trial extends object>(
  command: readonly string[],
  flags: SeriesFlags,
  series: Series<Trial>,
  { io, exitWith }: CliRun,
): Promise<void> {
  const stop = stopSignal(io.signals);
  const options = await simulatorOptions(flags, io);
  const { createSimulator } = await import('../../simulator.js');
  const progress = progressOn(io.stderr);
  const { text } = io;
  const timeoutMs = flags.timeout;
  const results = await runAll(series.trials, {
    simulatorFor: (trial) => createSimulator({ ...options, ...(trial && series.variation(trial)) }),
    nameOf: series.nameOf,
    text,
    run: (url, name) =>
      io.runCommand(command, { env: { ...io.env, UNDERSTUDY_URL: url, [series.variable]: name }, timeoutMs, stop }),
    progress,
    stop,
  }).finally(progress.close);
  if (results === undefined) {
    exitWith(exitCodeOf(stop));
    return;
  }
  const { baseline, trials: rows } = results;
  if (!hasPassed(baseline)) throw firstRunError(series.firstRun, baseline);
  io.stdout.write(flags.json === undefined ? series.text(rows, io.text) : series.json(baseline, rows));
  exitWith(rows.every(series.isGood) ? 0 : 1);
}

/** The user's command: the words after `--`; before it, its flags would count as flags of understudy. */
export function commandIn(ours: string, operands: readonly string[], argv: readonly string[]): readonly string[] {
  const behind = argv.includes('--') ? argv.length - argv.indexOf('--') - 1 : 0;
  if (operands.length === behind && (operands[0] ?? '') !== '') return operands;
  throw new BadUse(say`give the command to run after --, as in: understudy ${ours} -- npm test`);
}

/** The error for a command that fails in the first run. */
function firstRunError(firstRun: Message, baseline: Outcome): BadUse {
  const failure = say`the first run must pass: ${firstRun} the command ${inWords(baseline)}`;
  if (baseline.requests > 0) return new BadUse(failure);
  return new BadUse(say`${failure}; it must send its requests to the URL in UNDERSTUDY_URL`);
}

/** The flags about every simulator of a series. */
interface TrialFlags {
  readonly seed?: string;
  readonly world?: string;
  readonly startAt?: number;
}

/** The simulator options of these flags; `BadUse` for an invalid world file. */
async function simulatorOptions(
  { seed, world: file, startAt }: TrialFlags,
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
