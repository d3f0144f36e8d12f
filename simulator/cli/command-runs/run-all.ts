import { english, type Render } from '../../../contracts/messages.js';
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
  /** Once aborted, the current run is the last. */
  readonly stop: AbortSignal;
}

/** The results of all runs; without trials when the first run fails. */
interface Results<Trial> {
  readonly baseline: Outcome;
  readonly trials: readonly (Trial & Outcome)[];
}

/** Runs the command with the baseline simulator, then once for each trial, one after the other; undefined when stopped. */
export async function runAll<Trial extends object>(
  trials: readonly Trial[],
  means: Means<Trial>,
): Promise<Results<Trial> | undefined> {
  const places = trials.length + 1;
  const run = (trial: Trial | undefined, place: number): Promise<Outcome | undefined> => {
    const name = trial === undefined ? 'default' : means.nameOf(trial);
    return runAndReport({ name, place: `[${place}/${places}]`, simulator: means.simulatorFor(trial) }, means);
  };
  const baseline = await run(undefined, 1);
  if (baseline === undefined) return undefined;
  if (!hasPassed(baseline)) return { baseline, trials: [] };
  const done: (Trial & Outcome)[] = [];
  for (const trial of trials) {
    const outcome = await run(trial, done.length + 2);
    if (outcome === undefined) return undefined;
    done.push({ ...trial, ...outcome });
  }
  return { baseline, trials: done };
}

/** One run: its name, its place among all, such as `[2/6]`, and its simulator. */
interface Run {
  readonly name: string;
  readonly place: string;
  readonly simulator: Simulator;
}

type RunMeans = Pick<Means<never>, 'progress' | 'run' | 'stop' | 'text'>;

async function runAndReport(run: Run, means: RunMeans): Promise<Outcome | undefined> {
  const { progress, stop, text = english } = means;
  progress.begins(`${run.place} ${run.name}`);
  const { output, ...outcome } = await runOnce(run, means);
  if (stop.aborted) return undefined;
  progress.ends(`${run.place} ${run.name}: ${text(inWords(outcome))}`, hasSucceeded(outcome) ? [] : lastLines(output));
  return outcome;
}

const spaceName = 'trial';

/** Each run has its own simulator, so that `reset` in its space restores the trial, not the defaults. */
async function runOnce({ name, simulator }: Run, { run }: Pick<RunMeans, 'run'>): Promise<Outcome & Ended> {
  const space = simulator.spaces.getOrCreate(spaceName);
  let requests = 0;
  // The size of the journal is not the number of requests: tests that reset their space clear it.
  space.journal.onRecord(() => (requests += 1));
  const { url, close } = await simulator.listen(0);
  try {
    const ended = await run(`${url}/~${spaceName}`, name);
    return { ...ended, requests, output: space.redactor()(ended.output) };
  } finally {
    await close(0);
  }
}
