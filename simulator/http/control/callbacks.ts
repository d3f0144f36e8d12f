import type { Attempt, Outcome } from '../../core/callbacks/attempts.js';
import type { QueuedEvent } from '../../core/callbacks/queued-event.js';
import type { Provider } from '../../core/provider.js';
import { attemptView, attemptViews, queuedView } from './attempt-view.js';
import { notAmong, numberTaken } from './journal-filter.js';
import { formTaken, viewingOf } from './journal.js';
import { type Answer, type Asked, inSlices, jsonAnswer, problemAnswer, type Route, type Taken } from './route.js';
import { recordTaken } from './wait.js';

/** Shows what is still to be told to receivers, and every attempt that was made. */
export const callbacksRoutes = (providers: readonly Provider[]): readonly Route[] => [
  {
    method: 'get',
    path: '/callbacks',
    parameters: [...callbackParameters, 'limit', 'form'],
    answer: (asked) => listed(asked, providers),
  },
];

/** So many of what waits, and of attempts, unless more are asked for. */
const defaultLimit = 1000;

async function listed({ space, query }: Asked, providers: readonly Provider[]): Promise<Answer> {
  const wanted = wantedIn(query, providers);
  if (!wanted.ok) return wanted.answer;
  const limit = numberTaken(query, 'limit', { least: 1, otherwise: defaultLimit });
  if (!limit.ok) return limit.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const viewing = viewingOf(space, form.value);
  const { event: isWanted } = wanted.value;
  const queued = space.outbox.queuedEvents().filter(isWanted);
  const underWay = space.outbox.underWay().filter(isWanted);
  const attempts = space.attempts.entries().filter(wanted.value.attempt);
  return jsonAnswer({
    queued: await inSlices(queued.slice(0, limit.value), (each) => queuedView(each, viewing)),
    underWay: underWay.map((each) => queuedView(each, viewing)),
    attempts: await attemptViews(attempts.slice(-limit.value), viewing),
  });
}

/** Which notices, and which attempts to tell them, are asked for. */
interface Wanted {
  readonly event: (queued: QueuedEvent) => boolean;
  readonly attempt: (attempt: Attempt) => boolean;
}

/** The query parameters that choose among notices and attempts. */
const callbackParameters: readonly string[] = ['event', 'about', 'contains', 'exchange', 'after', 'outcome'];

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
function wantedIn(
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
  const isWanted = (queued: QueuedEvent): boolean =>
    queued.id > after.value &&
    (exchange.value === 0 || queued.cause === exchange.value) &&
    (event === undefined || queued.event.type === event) &&
    (about === undefined || queued.event.about === about) &&
    (contains === undefined || decoder.decode(queued.event.body()).includes(contains));
  return {
    ok: true,
    value: { event: isWanted, attempt: (attempt) => hasOutcome(attempt, outcome) && isWanted(attempt.queued) },
  };
}

function hasOutcome({ accepted, outcome }: Attempt, wanted: string | undefined): boolean {
  if (wanted === 'accepted' || wanted === 'not-accepted') return accepted === (wanted === 'accepted');
  return wanted === undefined || outcome.outcome === wanted;
}

interface Settings {
  readonly providers: readonly Provider[];
  /** Aborts when the server begins to close. */
  readonly closing: AbortSignal;
}

/** Waits until a delivery is made that matches; one that already was counts too. */
export function callbacksWaitRoutes({ providers, closing }: Settings): readonly Route[] {
  const parameters = [...callbackParameters, 'timeout', 'form'];
  const answer = (asked: Asked): Promise<Answer> => waited(asked, providers, closing);
  return [{ method: 'get', path: '/callbacks/wait', parameters, answer }];
}

async function waited(asked: Asked, providers: readonly Provider[], closing: AbortSignal): Promise<Answer> {
  const { space, query } = asked;
  const wanted = wantedIn(query, providers, 'accepted');
  if (!wanted.ok) return wanted.answer;
  const form = formTaken(query);
  if (!form.ok) return form.answer;
  const awaited = { matches: wanted.value.attempt, closing, nothingCame };
  const attempt = await recordTaken(space.attempts, asked, awaited);
  if (!attempt.ok) return attempt.answer;
  return jsonAnswer({ callbacks: [attemptView(attempt.value, viewingOf(space, form.value))] });
}

const nothingCame = problemAnswer({
  status: 408,
  kind: 'not-found',
  says: 'No matching callback was delivered before the timeout.',
  fix: 'GET /_simulator/callbacks shows what waits and what was tried; POST /_simulator/clock/advance lets it come due.',
});
