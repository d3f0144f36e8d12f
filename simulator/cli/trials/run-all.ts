import type { AnyChosen } from '../../core/reading.js';
import type { Simulator } from '../../index.js';
import { lastLines } from './kept-output.js';
import type { Ending, Outcome } from './outcome.js';
import { inWords, succeeded, survived } from './outcome.js';
import type { Progress } from './progress.js';
import type { Trial } from './trials.js';
import { nameOf } from './trials.js';

/** A command that has come to its end, with what it said. */
export interface Ended extends Ending {
  readonly output: string;
}

/** What the runs are made with. */
export interface Means {
  /** Makes a simulator that answers with these readings, by provider; the standard ones where it names none. */
  readonly simulatorWith: (readings: Readonly<Record<string, AnyChosen>>) => Simulator;
  /** Runs the command against the space at this URL; the reading is `standard`, or such as `ytx/validity=10min`. */
  readonly run: (url: string, reading: string) => Promise<Ended>;
  readonly progress: Progress;
  /** Once aborted, the run that is under way is the last. */
  readonly stop: AbortSignal;
}

/** What all the runs came to. Without a standard run that survives there are no trials: nothing could be told. */
export interface Results {
  readonly standard: Outcome;
  readonly trials: readonly (Trial & Outcome)[];
}

/** Runs the command with the standard readings, then once for each trial, one after the other; undefined when stopped. */
export async function runAll(trials: readonly Trial[], means: Means): Promise<Results | undefined> {
  const places = trials.length + 1;
  const standard = await runAndTell({ name: 'standard', place: `[1/${places}]`, readings: {} }, means);
  if (standard === undefined) return undefined;
  if (!survived(standard)) return { standard, trials: [] };
  const done: (Trial & Outcome)[] = [];
  for (const trial of trials) {
    const { provider, reading, answer } = trial;
    const place = `[${done.length + 2}/${places}]`;
    const readings = { [provider]: { [reading]: answer } };
    const outcome = await runAndTell({ name: nameOf(trial), place, readings }, means);
    if (outcome === undefined) return undefined;
    done.push({ ...trial, ...outcome });
  }
  return { standard, trials: done };
}

/** One run: how it is called, the how-manieth it is, and the readings that differ from the standard. */
interface Run {
  readonly name: string;
  readonly place: string;
  readonly readings: Readonly<Record<string, AnyChosen>>;
}

async function runAndTell(run: Run, means: Means): Promise<Outcome | undefined> {
  const { progress, stop } = means;
  progress.begins(`${run.place} ${run.name}`);
  const { output, ...outcome } = await runOnce(run, means);
  if (stop.aborted) return undefined;
  progress.ends(`${run.place} ${run.name}: ${inWords(outcome)}`, succeeded(outcome) ? [] : lastLines(output));
  return outcome;
}

const spaceName = 'matrix';

/** A simulator for every run: `reset` in its space then goes back to the reading that is tried, not to the standard. */
async function runOnce({ name, readings }: Run, { simulatorWith, run }: Means): Promise<Outcome & Ended> {
  const simulator = simulatorWith(readings);
  const space = simulator.spaces.of(spaceName);
  let requests = 0;
  // The journal's size would not do: tests that reset their space clear it.
  space.journal.onRecord(() => (requests += 1));
  const { url, close } = await simulator.listen(0);
  try {
    const ended = await run(`${url}/~${spaceName}`, name);
    return { ...ended, requests, output: space.redactor()(ended.output) };
  } finally {
    await close(0);
  }
}
