import { obstacleTo } from '../../../contracts/suite/obstacle.js';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import { mostRequestsOf } from '../../../contracts/suite/run/requests.js';
import type { Target } from '../../../contracts/suite/target.js';

/** A target, and how many requests its owner lets a run send, where there is such a limit. */
type Budgeted = Target & { readonly budget?: number | undefined };

/** What a run would do, a line a case, as far as it can be told without asking anybody. */
export function dryRunText(plan: readonly PlannedCase[], target: Budgeted): string {
  const rows = plan.map(({ id, file, contractCase, skip }) => ({
    id,
    contractCase,
    reason: skip ?? obstacleTo(target, file, contractCase),
  }));
  const lines = rows.map(({ id, contractCase, reason }) =>
    reason === undefined
      ? `would play ${id} (side effect: ${contractCase.sideEffect}, ${requests(mostRequestsOf(contractCase, target))})`
      : `would skip ${id}: ${reason}`,
  );
  const played = rows.filter(({ reason }) => reason === undefined);
  const most = played.reduce((sum, { contractCase }) => sum + mostRequestsOf(contractCase, target), 0);
  const total = `${played.length} would be played, ${rows.length - played.length} skipped, ${requests(most)}`;
  const end = [`Against ${target.name}. Nothing was sent.`, total, ...warning(most, target)];
  return `${[...lines, '', ...end].join('\n')}\n`;
}

const warning = (most: number, { budget = Infinity }: Budgeted): readonly string[] =>
  most > budget ? [`the budget of ${budget} will not suffice: up to ${most} requests`] : [];

const requests = (count: number): string => `at most ${count} ${count === 1 ? 'request' : 'requests'}`;
