import { english, type Message, type Render, say } from '../../../contracts/messages.js';
import type { Simulator } from '../../simulator.js';
import { type ProcessEnd, inWords, lastLines, type Outcome, hasSucceeded, hasPassed } from './outcome.js';
import type { Progress } from './progress.js';

/** The outcome and the output of a command. */
export interface Ended extends ProcessEnd {
  readonly output: string;
}

/** The dependencies of the runs. */
export interface Means<Trial> {
  /** Makes the simulator of a trial; without a trial, the baseline. */
  readonly simulatorFor: (trial: Trial | undefined) => Simulator;
  /** The name of a trial, for the command and the user. */
  readonly nameOf: (trial: Trial) => string;
  /** Runs the command against the space at this URL. */
  readonly run: (url: string, name: string) => Promise<Ended>;
  readonly progress: Progress;
  /** Default: in English. */
  readonly text?: Render;
  /** Once aborted, no further run starts. */
  readonly stop: AbortSignal;
  /** Trials at the same time. Default: 1. */
  readonly workers?: number;
  /** ms, of any start; without it, the time left is not estimated. */
  readonly now?: () => number;
  /** Whether the first run, which called these operations (`ytx/createMeeting`), can be affected by a trial. Default: always. */
  readonly isTouched?: (trial: Trial, called: ReadonlySet<string>) => boolean;
  /** Whether the output of a failed run is of no interest. Default: never. */
  readonly isExpected?: (row: Trial & Outcome) => boolean;
}

/** The results of all runs; without trials when the first run fails. */
interface Results<Trial> {
  readonly baseline: Outcome;
  readonly trials: readonly (Trial & Outcome)[];
  /** How long each of them took, ms; 0 without a clock. */
  readonly tookMs: readonly number[];
  /** Those that the first run cannot be affected by. They do not run. */
  readonly untouched: readonly Trial[];
}

/** Runs the command with the baseline simulator, then once for each trial; undefined when stopped. */
export async function runAll<Trial extends object>(
  all: readonly Trial[],
  means: Means<Trial>,
): Promise<Results<Trial> | undefined> {
  const { isTouched = () => true, now = () => 0, stop, workers = 1 } = means;
  const first = await runAndReport({ name: 'default', place: `[1/${all.length + 1}]`, trial: undefined }, means);
  if (first === undefined) return undefined;
  const { called, ...baseline } = first;
  if (!hasPassed(baseline)) return { baseline, trials: [], tookMs: [], untouched: [] };
  const trials = all.filter((trial) => isTouched(trial, called));
  const untouched = all.filter((trial) => !trials.includes(trial));
  const done: { readonly row: Trial & Outcome; readonly tookMs: number }[] = [];
  const start = now();
  let ended = 0;
  await inParallel(trials.length, { workers, stop }, async (index) => {
    const trial = trials[index];
    if (trial === undefined) return;
    const begun = now();
    const left = ended === 0 ? undefined : ((begun - start) / ended) * (trials.length - ended);
    const place = `[${index + 2}/${trials.length + 1}]`;
    const result = await runAndReport({ name: means.nameOf(trial), place, trial, left }, means);
    ended += 1;
    if (result === undefined) return;
    const { called: _, ...outcome } = result;
    done[index] = { row: { ...trial, ...outcome }, tookMs: now() - begun };
  });
  if (stop.aborted) return undefined;
  return { baseline, trials: done.map(({ row }) => row), tookMs: done.map(({ tookMs }) => tookMs), untouched };
}

/** Runs each index once, at most so many at the same time; after a rejection, none starts. */
async function inParallel(
  count: number,
  { workers, stop }: { readonly workers: number; readonly stop: AbortSignal },
  run: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count && !stop.aborted) {
      next += 1;
      await run(next - 1).catch((error: unknown) => {
        next = count;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, count) }, work));
}

/** One run: its name, its place among all, such as `[2/6]`, and its trial. */
interface Run<Trial> {
  readonly name: string;
  readonly place: string;
  readonly trial: Trial | undefined;
  /** The estimated time until the end of all runs, ms; undefined if there is no estimate. */
  readonly left?: number | undefined;
}

type RunResult = Outcome & { readonly called: ReadonlySet<string> };

async function runAndReport<Trial extends object>(
  { name, place, trial, left }: Run<Trial>,
  means: Means<Trial>,
): Promise<RunResult | undefined> {
  const { progress, stop, text = english, isExpected = () => false } = means;
  progress.begins(`${place} ${name}${left === undefined || left < 1000 ? '' : text(say` (${timeText(left)} left)`)}`);
  const { output, ...result } = await runOnce(name, means.simulatorFor(trial), means.run);
  if (stop.aborted) return undefined;
  const isQuiet = hasSucceeded(result) || (trial !== undefined && isExpected({ ...trial, ...result }));
  progress.ends(`${place} ${name}: ${text(inWords(result))}`, isQuiet ? [] : lastLines(output));
  return result;
}

const timeText = (ms: number): Message =>
  ms < 100_000 ? say`${Math.ceil(ms / 1000)} s` : say`${Math.ceil(ms / 60_000)} min`;

const spaceName = 'trial';

/** Each run has its own simulator, so that `reset` in its space restores the trial, not the defaults. */
async function runOnce(
  name: string,
  simulator: Simulator,
  run: Means<never>['run'],
): Promise<RunResult & Pick<Ended, 'output'>> {
  const space = simulator.spaces.getOrCreate(spaceName);
  const called = new Set<string>();
  let requests = 0;
  // The size of the journal is not the number of requests: tests that reset their space clear it.
  space.journal.onRecord(({ exchange: { provider, outcome } }) => {
    requests += 1;
    if ('operation' in outcome) called.add(`${provider.name}/${outcome.operation}`);
  });
  const { url, close } = await simulator.listen(0);
  try {
    const ended = await run(`${url}/~${spaceName}`, name);
    return { ...ended, requests, called, output: space.redactor()(ended.output) };
  } finally {
    await close(0);
  }
}
