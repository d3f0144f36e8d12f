import { agreedWith } from '../validation/agreed.js';
import type { Cause } from './finding.js';
import type { Simulating } from './knowledge.js';
import type { Answer } from './seen.js';

/** The refusals of the catalogue that an answer is, by name. */
export const refusalsLike = (provider: string, { status, text }: Answer): readonly string[] =>
  Object.entries(agreedWith(provider).refusals)
    .filter(([, refusal]) => refusal.status === status && refusal.body === text)
    .map(([name]) => name);

/** Names the check behind a difference that no reading explains: who refuses here, and who would give what was received. */
export function checkNamed(
  provider: string,
  { truth, simulated }: { readonly truth: Answer | undefined; readonly simulated: Answer | undefined },
  { checksGiving }: Simulating,
): Cause {
  const received = truth === undefined ? [] : refusalsLike(provider, truth);
  return {
    by: 'check',
    expected: simulated?.refusedBy,
    received,
    givenBy: [...new Set(received.flatMap((refusal) => checksGiving(provider, refusal)))],
  };
}
