import type { Origin } from '../target.js';
import { plural } from './counted.js';
import type { Report } from './report.js';

/** How the run ended, in a sentence. */
export function headline({ totals, run }: Pick<Report, 'totals' | 'run'>): string {
  const { passed, failed, skipped, inconclusive } = totals;
  const all = plural(passed + failed + skipped + inconclusive, 'case');
  if (failed > 0) return `The contract is broken: ${failed} of ${all} failed`;
  if (run.stopped) return `Stopped before its end: ${passed} of ${all} passed`;
  if (inconclusive > 0) return `Not judged in full: ${inconclusive} of ${all} inconclusive`;
  if (passed === 0) return `Nothing was proved: no case of ${all} was judged`;
  return skipped === 0 ? `The contract holds: ${all} passed` : `The contract holds: ${passed} of ${all} passed`;
}

/** What answers from this origin are worth. */
export const originSays: Readonly<Record<Origin, string>> = {
  simulator: 'Answered by the simulator, so this validates nothing about the real provider.',
  recording: 'Answered from a recording, so this validates nothing new about the real provider.',
  'stand-in': 'Answered by something that stands in for the provider, so this validates nothing about the real one.',
  provider: 'Answered by the real provider.',
};

/** Against what a run was played, what that is worth, and when, on one line. */
export const againstWhat = ({ target, origin, run }: Pick<Report, 'target' | 'origin' | 'run'>): string =>
  `Against ${target} (${worth[origin]}), begun ${run.startedAt}`;

const worth: Readonly<Record<Origin, string>> = {
  simulator: 'a simulator, so nothing is validated',
  recording: 'a recording, so nothing new is validated',
  'stand-in': 'a stand-in, so nothing is validated',
  provider: 'the real provider',
};
