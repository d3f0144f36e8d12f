import type { ContractCase } from './case.js';

/** How playing a case ended. A skip is never a pass: it says what was missing. */
export type Verdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly differences: readonly string[] }
  | { readonly outcome: 'skipped'; readonly reason: string };

/** A case and how it ended on one target. */
export interface Played {
  readonly contractCase: ContractCase;
  readonly verdict: Verdict;
}
