import type { Recording } from '../recording/recording.js';
import { recordRun } from '../recording/record.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult } from '../suite/run/result.js';
import type { RunOptions } from '../suite/run/run.js';
import type { Target } from '../suite/target.js';
import type { Seen } from './seen.js';
import { seenIn } from './seen.js';

/** What is needed to see cases played. */
export interface Playing extends Pick<RunOptions, 'clock' | 'stop' | 'onResult'> {
  /** Random bytes: what is remembered of a secret is made with them. */
  readonly key: Uint8Array;
  /** Takes every secret that is met. */
  readonly secrets: Set<string>;
}

/** Cases as they were played against one target. */
export interface Sighting {
  readonly seen: ReadonlyMap<string, Seen>;
  readonly results: readonly CaseResult[];
  readonly recordings: readonly Recording[];
}

/** Plays cases against a target and normalises what was answered. */
export async function sighted(plan: readonly PlannedCase[], target: Target, playing: Playing): Promise<Sighting> {
  const { secrets, ...options } = playing;
  const { run, recordings, secrets: met } = await recordRun(plan, { ...options, target, versions: {} });
  for (const secret of met) secrets.add(secret);
  return { seen: seenIn(recordings), results: run.results, recordings };
}
