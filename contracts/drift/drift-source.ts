import type { ContractCase } from '../suite/case.js';
import type { DriftSource } from './finding.js';
import { agree, firstDifference, type Seen } from './observation.js';
import type { RandomParts } from './random-parts.js';

/** All observations of one case. */
export interface Observations {
  readonly contractCase: ContractCase;
  readonly real: Seen | undefined;
  readonly recorded: Seen | undefined;
  readonly simulated: Seen;
  /** Already applied to all three; apply it to every observation that is compared with them. */
  readonly withoutChance: RandomParts;
}

/** The correct observation: the provider's, or without one the recorded one. */
export const truthOf = ({ real, recorded }: Observations): Seen | undefined => real ?? recorded;

/** The first place at which any two observations differ; undefined when all agree. */
export function firstDifferenceOf({ contractCase, real, recorded, simulated }: Observations): number | undefined {
  const others = [real, recorded].filter((seen) => seen !== undefined);
  const places = others.map((seen) => firstDifference(seen, simulated, contractCase));
  const between =
    real === undefined || recorded === undefined ? undefined : firstDifference(real, recorded, contractCase);
  const known = [...places, between].filter((place) => place !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** What decides between drift sources besides the observations. */
interface DriftEvidence {
  /** The provider's second answer to the same case. */
  readonly again: Seen | undefined;
  /** Whether an answer of the provider does not match its schema. */
  readonly isOffSchema: boolean;
}

/** The drift source of a case; undefined when all observations agree, also with the schema. */
export function driftSourceOf(
  observations: Observations,
  { again, isOffSchema }: DriftEvidence,
): DriftSource | undefined {
  if (firstDifferenceOf(observations) === undefined) return isOffSchema ? 'contract' : undefined;
  const { contractCase, real, recorded, simulated, withoutChance } = observations;
  if (real === undefined) return 'unsettled';
  const isSame = (one: Seen, other: Seen): boolean => agree(one, other, contractCase);
  if (again !== undefined && !isSame(real, withoutChance(again))) return 'flaky';
  if (recorded === undefined || isSame(real, recorded)) return 'simulator';
  if (isSame(recorded, simulated)) return 'provider';
  return isSame(real, simulated) ? 'recording' : 'flaky';
}
