/** How playing a case ended. Neither a skip nor an inconclusive end is a pass: both say why. */
export type Verdict =
  | { readonly outcome: 'passed' }
  /** What the target answered is not what the contract says. */
  | { readonly outcome: 'failed'; readonly differences: readonly Difference[] }
  /** The target has not what the case needs: a role, a control, leave to do this. */
  | { readonly outcome: 'skipped'; readonly reason: string }
  /** The target could not be asked: unreachable, too slow, limited, out of order. */
  | { readonly outcome: 'inconclusive'; readonly reason: string };

/** One thing in which a reply is not what the contract says. */
export interface Difference {
  /** From 1: the request that was answered so. */
  readonly step: number;
  /** What is wrong, in words that quote no body. */
  readonly says: string;
  /** What would have been right, as text: a body, or an ending in words. */
  readonly expected?: string;
  /** What came instead, as it came over the wire; it may hold credentials. */
  readonly received?: string;
}
