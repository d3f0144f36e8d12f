import type { CaseResult } from '../../../contracts/suite/run/result.js';

/** So many cases in a row that could not be judged, and the next ones will not be either. */
export const patience = 5;

/** Calls `giveUp`, once, when too many cases in a row could not be judged: a target in trouble is left alone. */
export function patienceWith(giveUp: () => void): (result: Pick<CaseResult, 'verdict'>) => void {
  let inARow = 0;
  return ({ verdict: { outcome } }) => {
    // A case that was skipped has asked nobody.
    if (outcome === 'skipped') return;
    inARow = outcome === 'inconclusive' ? inARow + 1 : 0;
    if (inARow === patience) giveUp();
  };
}
