import type { AnyCheck } from './check.js';
import type { AnyChosen } from './reading.js';
import type { Refusal } from './refusal.js';

/** The refusal a check gives under these readings. */
export function refusalOf(check: AnyCheck, readings: AnyChosen): Refusal {
  return 'oneOf' in check.refusal ? check.refusal.by(readings as never) : check.refusal;
}

/** The refusals that a check may give; the standard one comes first where readings choose. */
export const possibleRefusals = ({ refusal }: AnyCheck): readonly Refusal[] =>
  'oneOf' in refusal ? refusal.oneOf : [refusal];
