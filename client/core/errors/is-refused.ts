import type { Refused } from './refused.js';

/**
 * Whether a refusal was thrown, and one of these when any are named.
 *
 * It goes by what the error says of itself: `instanceof` fails between two copies of this package, and between realms.
 */
export function isRefusedAs<Refusal extends string>(
  error: unknown,
  refusals: readonly Refusal[],
): error is Refused<Refusal> {
  if (typeof error !== 'object' || error === null) return false;
  const { name, operation, refusal, code } = error as Partial<Record<keyof Refused, unknown>>;
  if (name !== 'Refused' || typeof operation !== 'string' || typeof code !== 'string') return false;
  return typeof refusal === 'string' && (refusals.length === 0 || refusals.some((each) => each === refusal));
}
