import type { Refused } from '../core/errors/refused.js';
import { isRefusedAs } from '../core/errors/is-refused.js';
import type { XylinkRefusalName } from './xylink/operations.js';
import type { YtxRefusalName } from './ytx/operations.js';

/** Every refusal of every provider, by name; one line a provider. */
export type RefusalName = YtxRefusalName | XylinkRefusalName;

/**
 * Whether a provider refused, and if names are given, in one of these ways.
 *
 * @example
 * if (isRefused(error, 'applicationNotVerified')) console.log(error.refusedBy);
 */
export function isRefused<Name extends RefusalName>(error: unknown, ...names: readonly Name[]): error is Refused<Name> {
  return isRefusedAs(error, names);
}
