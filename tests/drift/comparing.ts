import { type Drift, driftOf } from '../../contracts/drift/drift.js';
import { recordRun } from '../../contracts/recording/record.js';
import type { Recording } from '../../contracts/recording/recording.js';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import type { Target } from '../../contracts/suite/target.js';
import { simulatorPortAt } from '../../simulator/cli/drift/run-drift.js';
import { noon } from '../reference-implementation/reference-target.js';

const clock = { now: () => Date.parse(noon) };
const key = new Uint8Array(32).fill(7);

/** What a target answers these cases, recorded. */
export const recordedFrom = async (target: Target, plan: readonly PlannedCase[]): Promise<readonly Recording[]> =>
  (await recordRun(plan, { target, clock, key, versions: {} })).recordings;

/** The drift among a target, recordings and the simulator, and every secret that was met on the way. */
export async function comparing(
  plan: readonly PlannedCase[],
  recordings: readonly Recording[],
  real: Target | undefined,
): Promise<{ readonly drift: Drift; readonly secrets: ReadonlySet<string> }> {
  const secrets = new Set<string>();
  const observeOptions = { clock, key, secrets };
  return {
    drift: await driftOf({ plan, recordings, real, simulator: simulatorPortAt(clock), observeOptions }),
    secrets,
  };
}
