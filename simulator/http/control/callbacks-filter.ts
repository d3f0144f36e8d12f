import type { Attempt, Outcome } from '../../core/callbacks/attempts.js';
import type { Waiting } from '../../core/callbacks/queued-event.js';
import type { Provider } from '../../core/provider.js';
import type { Taken } from './answer.js';
import { notAmong, numberTaken } from './journal-filter.js';

/** Which notices, and which attempts to tell them, are asked for. */
export interface Wanted {
  readonly notice: (waiting: Waiting) => boolean;
  readonly attempt: (attempt: Attempt) => boolean;
}

/** The query parameters that choose among notices and attempts. */
export const callbackParameters: readonly string[] = ['event', 'about', 'contains', 'exchange', 'after', 'outcome'];

const outcomes: readonly Outcome['outcome'][] = [
  'answered',
  'timed-out',
  'not-connected',
  'broken-off',
  'not-allowed',
  'lost',
  'dropped',
];

const decoder = new TextDecoder();

/**
 * What `event`, `about`, `contains` (a text in the body), `exchange` (that caused it), `after` (the number of a notice)
 * and `outcome` ask for, all of which must hold. A name that there is not is an error: it could never match.
 */
export function wantedIn(
  query: ReadonlyMap<string, string>,
  providers: readonly Provider[],
  otherwise?: string,
): Taken<Wanted> {
  const events = providers.flatMap(({ callbacks }) => Object.keys(callbacks?.events ?? {}));
  const [event, about, contains] = ['event', 'about', 'contains'].map((name) => query.get(name));
  if (event !== undefined && !events.includes(event)) return notAmong('event', events);
  const outcome = query.get('outcome') ?? otherwise;
  const known = ['accepted', 'not-accepted', ...outcomes];
  if (outcome !== undefined && !known.includes(outcome)) return notAmong('outcome', known);
  const exchange = numberTaken(query, 'exchange', { least: 1, otherwise: 0 });
  if (!exchange.ok) return exchange;
  const after = numberTaken(query, 'after', { least: 0, otherwise: 0 });
  if (!after.ok) return after;
  const notice = (waiting: Waiting): boolean =>
    waiting.id > after.value &&
    (exchange.value === 0 || waiting.cause === exchange.value) &&
    (event === undefined || waiting.notice.event === event) &&
    (about === undefined || waiting.notice.about === about) &&
    (contains === undefined || decoder.decode(waiting.notice.body()).includes(contains));
  return {
    ok: true,
    value: { notice, attempt: (attempt) => hasOutcome(attempt, outcome) && notice(attempt.waiting) },
  };
}

function hasOutcome({ accepted, outcome }: Attempt, wanted: string | undefined): boolean {
  if (wanted === 'accepted' || wanted === 'not-accepted') return accepted === (wanted === 'accepted');
  return wanted === undefined || outcome.outcome === wanted;
}
