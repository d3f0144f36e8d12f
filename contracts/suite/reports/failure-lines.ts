import { bodyDiff } from './body-diff.js';
import type { Report, ReportedCase } from './report.js';

/** A line of what is said about a failure, and what kind of line it is. */
export interface FailureLine {
  readonly kind: 'says' | 'expected' | 'received' | 'same' | 'rule';
  readonly text: string;
}

const kinds = { '-': 'expected', '+': 'received', ' ': 'same' } as const;

/** A failure in lines of text: each difference with its diff, then the rules the case is about and their evidence. */
export function failureLines(
  { differences = [], checks }: ReportedCase,
  { rules }: Pick<Report, 'rules'>,
): readonly FailureLine[] {
  return [
    ...differences.flatMap((difference): readonly FailureLine[] => [
      { kind: 'says', text: `step ${difference.step}: ${difference.says}` },
      ...bodyDiff(difference).map(({ sign, text }) => ({ kind: kinds[sign], text: `${sign} ${text}` })),
    ]),
    ...checks.flatMap((check) => ruleLines(check, rules)).map((text) => ({ kind: 'rule' as const, text })),
  ];
}

function ruleLines(check: string, rules: Report['rules']): readonly string[] {
  const rule = rules[check];
  if (rule === undefined) return [`rule ${check}`];
  return [`rule ${check}: ${rule.statement}`, ...rule.because.map((reason) => `  because: ${reason}`)];
}
