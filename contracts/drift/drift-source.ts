import type { ContractCase } from '../suite/case.js';
import type { DriftSource } from './finding.js';
import { agree, parting, type Seen } from './observation.js';
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
export function partingOf({ contractCase, real, recorded, simulated }: Observations): number | undefined {
  const others = [real, recorded].filter((seen) => seen !== undefined);
  const places = others.map((seen) => parting(seen, simulated, contractCase));
  const between = real === undefined || recorded === undefined ? undefined : parting(real, recorded, contractCase);
  const known = [...places, between].filter((place) => place !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** The drift source, for observations that differ. `again` is the provider's second answer to the same case. */
export function driftSourceOf(observations: Observations, again: Seen | undefined): DriftSource {
  const { contractCase, real, recorded, simulated, withoutChance } = observations;
  if (real === undefined) return 'unsettled';
  const isSame = (one: Seen, other: Seen): boolean => agree(one, other, contractCase);
  if (again !== undefined && !isSame(real, withoutChance(again))) return 'flaky';
  if (recorded === undefined || isSame(real, recorded)) return 'simulator';
  if (isSame(recorded, simulated)) return 'provider';
  return isSame(real, simulated) ? 'recording' : 'flaky';
}
