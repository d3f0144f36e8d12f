import type { AnyCheck } from './check.js';
import type { AnyChosen } from './reading.js';
import type { Refusal } from './refusal.js';

/** The refusal a check gives under these readings. */
export function refusalOf(check: AnyCheck, readings: AnyChosen): Refusal {
  return 'oneOf' in check.refusal ? check.refusal.by(readings as never) : check.refusal;
}
