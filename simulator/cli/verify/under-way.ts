import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';

/** Keeps in mind what a run that ends too early may leave behind. */
export interface UnderWay {
  readonly begins: (planned: PlannedCase) => void;
  readonly ended: (result: Pick<CaseResult, 'id' | 'left'>) => void;
  /** What may be left now: of cases that have not ended yet whatever they book, of the others what they told. */
  readonly mayBeLeft: () => readonly string[];
}

/** Begins with nothing under way. */
export function underWay(): UnderWay {
  const going = new Set<string>();
  const left: string[] = [];
  return {
    begins: ({ id }) => going.add(id),
    ended(result) {
      going.delete(result.id);
      left.push(...result.left);
    },
    mayBeLeft: () => [...left, ...[...going].map((id) => `whatever "${id}" has booked`)],
  };
}
