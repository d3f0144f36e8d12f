/** How playing a case ended. Neither a skip nor an inconclusive end is a pass: both say why. */
export type Verdict =
  | { readonly outcome: 'passed' }
  /** What the target answered is not what the contract says. */
  | { readonly outcome: 'failed'; readonly differences: readonly string[] }
  /** The target has not what the case needs: a role, a control, leave to do this. */
  | { readonly outcome: 'skipped'; readonly reason: string }
  /** The target could not be asked: unreachable, too slow, limited, out of order. */
  | { readonly outcome: 'inconclusive'; readonly reason: string };
