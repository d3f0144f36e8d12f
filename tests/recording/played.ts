import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { MatchesContract } from '../../contracts/suite/assertions.js';
import { type PlannedCase, planOf } from '../../contracts/suite/run/plan.js';
import type { Run } from '../../contracts/suite/run/result.js';
import { runCases } from '../../contracts/suite/run/run.js';
import type { Target } from '../../contracts/suite/target.js';
import { type Recorded, recordRun } from '../../contracts/recording/record.js';
import type { Recording } from '../../contracts/recording/recording.js';
import { recordingTarget } from '../../contracts/recording/replay.js';
import { createSimulator } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';

/** The hour at which everything here is recorded. */
export const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };

/** An hour and a minute of another day, in which it is played again. */
export const later = { now: () => Date.parse('2027-03-09T23:59:31.250+08:00') };

export const everyCase = planOf(await allCaseFiles(), {});

/** The cases whose id holds this text. */
export const casesOf = (text: string): readonly PlannedCase[] =>
  everyCase.filter(({ id, contractCase }) => id.includes(text) && contractCase.then.callbacks === undefined);

const options = { atOnce: 8, clock, versions: { 'meeting-understudy': '0.0.0' } };

/** Plays cases against the simulator in this process, or another target, and records them. */
export const recorded = (
  plan: readonly PlannedCase[],
  target: Target = suiteTarget(createSimulator({ clock })),
  { key = 'any key', fits }: { readonly key?: string; readonly fits?: MatchesContract } = {},
): Promise<Recorded> =>
  recordRun(plan, { ...options, target, key: new TextEncoder().encode(key), ...(fits && { fits }) });

/** Plays cases against recordings of them. */
export const replayed = (plan: readonly PlannedCase[], recordings: readonly Recording[]): Promise<Run> =>
  runCases(plan, { ...options, target: recordingTarget(recordings, { clock: later }) });

/** How each case ended, by its id. */
export const endings = ({ results }: Run): Readonly<Record<string, string>> =>
  Object.fromEntries(results.map(({ id, verdict }) => [id, verdict.outcome]));
