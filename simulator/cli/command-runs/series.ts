import { english, type Message, say, type Render } from '../../../contracts/messages.js';
import type { Command } from 'commander';
import type { JunitSuite } from '../../../contracts/suite/reports/junit.js';
import type { SimulatorOptions } from '../../options.js';
import {
  BadUse,
  flagTexts,
  flagWithDefault,
  inShard,
  instantFlag,
  type Shard,
  shardFlag,
  timeLimitFlag,
  wholeNumber,
} from '../shared/flags.js';
import { type CliRun, exitCodeOf, type Io, linesTo, stopSignal } from '../shared/io.js';
import { addToJobSummary, writeReportFiles } from '../shared/report-files.js';
import { worldFrom } from '../shared/world-file.js';
import { inWords, type Outcome, hasPassed } from './outcome.js';
import { progressOn } from './progress.js';
import { runAll } from './run-all.js';

/** The flags of every command that runs the user's command. */
export interface SeriesFlags extends TrialFlags {
  /** ms. */
  readonly timeout: number;
  readonly workers: number;
  readonly shard?: Shard;
  readonly verbose?: true;
  readonly junit?: string;
  readonly json?: true;
}

/** A series of runs of the user's command, each against its own simulator. */
export interface Series<Trial extends object> {
  readonly trials: readonly Trial[];
  /** The options of a trial's simulator, in addition to the flags. */
  readonly variation: (trial: Trial) => SimulatorOptions;
  readonly nameOf: (trial: Trial) => string;
  /** The command, as the title of reports: `understudy mutants`. */
  readonly title: string;
  /** The environment variable that holds the name of the trial. */
  readonly variable: string;
  /** The condition of the first run, in words: `without a mutant`. */
  readonly firstRun: Message;
  readonly isGood: (row: Trial & Outcome) => boolean;
  /** Whether a run that the user need not look at may fail: a caught mutant. */
  readonly isExpected?: (row: Trial & Outcome) => boolean;
  readonly isTouched?: (trial: Trial, called: ReadonlySet<string>) => boolean;
  readonly text: (rows: readonly (Trial & Outcome)[], text: Render, untouched: readonly Trial[]) => string;
  readonly json: (baseline: Outcome, rows: readonly (Trial & Outcome)[], untouched: readonly Trial[]) => string;
  /** Why a row is not good, for a report. */
  readonly problem: (row: Trial & Outcome) => Message;
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
    .addOption(flagWithDefault('--workers <n>', 'runs at the same time', { value: 1, parse: wholeNumber(1, 64) }))
    .option('--shard <part>', 'run one part of the runs, such as 1/4; the first run is in each part', shardFlag)
    .option('--verbose', 'print a line for each run')
    .option('--junit <file>', flagTexts.junit)
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
  const progress = progressOn(io.stderr, flags.verbose === true);
  const startedAt = io.clock.now();
  const { text } = io;
  const timeoutMs = flags.timeout;
  const results = await runAll(inShard(series.trials, flags.shard), {
    simulatorFor: (trial) => createSimulator({ ...options, ...(trial && series.variation(trial)) }),
    nameOf: series.nameOf,
    text,
    run: (url, name) =>
      io.runCommand(command, { env: { ...io.env, UNDERSTUDY_URL: url, [series.variable]: name }, timeoutMs, stop }),
    progress,
    stop,
    workers: flags.workers,
    now: () => io.clock.now(),
    ...(series.isTouched !== undefined && { isTouched: series.isTouched }),
    ...(series.isExpected !== undefined && { isExpected: series.isExpected }),
  }).finally(progress.close);
  if (results === undefined) {
    exitWith(exitCodeOf(stop));
    return;
  }
  const { baseline, trials: rows, untouched } = results;
  if (!hasPassed(baseline)) throw firstRunError(series.firstRun, baseline);
  io.stdout.write(
    flags.json === undefined ? series.text(rows, io.text, untouched) : series.json(baseline, rows, untouched),
  );
  const took = { startedAt: new Date(startedAt).toISOString(), tookMs: io.clock.now() - startedAt };
  if (flags.junit !== undefined) {
    const { junitXml } = await import('../../../contracts/suite/reports/junit.js');
    const report = junitXml([suiteOf(results, series)], { ...took, properties: {} });
    await writeReportFiles(report, { junit: (text) => text }, flags, io.cwd);
  }
  await addToJobSummary(
    io,
    () => `### ${series.title}\n\n\`\`\`text\n${series.text(rows, english, untouched)}\`\`\`\n`,
  );
  exitWith(rows.every(series.isGood) ? 0 : 1);
}

/** A test for each run that took place, and a skipped one for each that the tests do not touch. */
function suiteOf<Trial extends object>(
  { trials, tookMs, untouched }: NonNullable<Awaited<ReturnType<typeof runAll<Trial>>>>,
  { isGood, nameOf, problem, title }: Series<Trial>,
): JunitSuite {
  const ran = trials.map((row, index) => {
    const message = english(problem(row));
    const ending = isGood(row) ? undefined : ({ kind: 'failure', message, type: 'run', lines: [message] } as const);
    return { name: nameOf(row), tookMs: tookMs[index] ?? 0, ending };
  });
  const skipped = untouched.map((trial) => ({
    name: nameOf(trial),
    tookMs: 0,
    ending: { kind: 'skipped', message: 'The tests do not call its operations.' } as const,
  }));
  return { name: title, tests: [...ran, ...skipped] };
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
