import type { CheckName, JournalExchange } from './generated.js';
import { isAccepted, type ExplainedExchange } from './journal.js';

/** The result of a matcher, as jest and vitest expect it. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Matchers for exchanges of the journal; on failure they print the diagnosis. */
export interface ExchangeMatchers<Result> {
  /** The provider accepted the request. */
  toBeAccepted(): Result;
  /** This check refused the request. */
  toBeRefusedBy(check: CheckName): Result;
}

/** The matchers themselves, for `expect.extend`. */
export const exchangeMatchers = {
  toBeAccepted(received: unknown): MatcherResult {
    const exchange = demandExchange(received);
    const pass = isAccepted(exchange);
    return {
      pass,
      message: () => `Expected exchange ${exchange.id} ${pass ? 'not ' : ''}to be accepted.\n${storyOf(exchange)}`,
    };
  },
  toBeRefusedBy(received: unknown, check: CheckName): MatcherResult {
    const exchange = demandExchange(received);
    const pass = exchange.refusedBy === check;
    const expected = `Expected exchange ${exchange.id} ${pass ? 'not ' : ''}to be refused by ${check}.`;
    return { pass, message: () => `${expected}\n${storyOf(exchange)}` };
  },
};

function demandExchange(received: unknown): ExplainedExchange {
  if (typeof received === 'object' && received !== null && 'id' in received && 'source' in received)
    return received as ExplainedExchange;
  throw new TypeError('this matcher takes an exchange: await space.journal.waitFor() or space.journal.get(1)');
}

/** What became of a request, in a line; and its diagnosis, if it has one. */
function storyOf(exchange: ExplainedExchange): string {
  const { diagnosisText } = exchange;
  return [lineOf(exchange), ...(diagnosisText === undefined ? [] : [diagnosisText.trimEnd()])].join('\n');
}

/** One line: number, operation, status and outcome, such as `2  ytx createMeeting  200  accepted`. */
export function lineOf(exchange: JournalExchange): string {
  const { id, provider, operation, request, reply, scenarios } = exchange;
  const by = scenarios === undefined ? [] : [`scenarios: ${scenarios.join(', ')}`];
  return [id, `${provider} ${operation ?? request.method}`, reply.status, outcomeOf(exchange), ...by].join('  ');
}

function outcomeOf(exchange: JournalExchange): string {
  const { source, refusedBy, refusal, notModelled } = exchange;
  if (isAccepted(exchange)) return 'accepted';
  if (refusedBy !== undefined) return `refused by ${refusedBy} (${refusal?.code ?? ''})`;
  if (refusal !== undefined) return `refused by a scenario (${refusal.code})`;
  return notModelled === undefined ? source : `not modelled: ${notModelled}`;
}
