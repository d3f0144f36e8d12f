import type { Attempt } from '../../core/callbacks/attempts.js';
import type { QueuedEvent } from '../../core/callbacks/queued-event.js';
import type { Provider } from '../../core/provider.js';
import { attemptView, attemptViews, queuedView } from './attempt-view.js';
import { notAmong } from './journal-filter.js';
import { readViewing } from './journal.js';
import {
  type Answer,
  type Asked,
  inSlices,
  jsonAnswer,
  problemAnswer,
  type RequestParameters,
  type Route,
  type Taken,
} from './route.js';
import { waitForRecord } from './wait.js';

const description = async () => (await import('./callbacks.openapi.json', { with: { type: 'json' } })).default;

/** Lists the queued events and the delivery attempts. */
export const callbacksRoutes = (providers: readonly Provider[]): readonly Route[] => [
  { method: 'get', path: '/callbacks', description, answer: (asked) => listAttempts(asked, providers) },
];

async function listAttempts(asked: Asked, providers: readonly Provider[]): Promise<Answer> {
  const { space, parameters } = asked;
  const wanted = readFilter(parameters, providers);
  if (!wanted.ok) return wanted.answer;
  const limit = parameters.number('limit') ?? 1000;
  const viewing = readViewing(asked);
  const { event: isWanted } = wanted.value;
  const queued = space.outbox.queuedEvents().filter(isWanted);
  const underWay = space.outbox.inDelivery().filter(isWanted);
  const attempts = space.attempts.entries().filter(wanted.value.attempt);
  return jsonAnswer({
    queued: await inSlices(queued.slice(0, limit), (each) => queuedView(each, viewing)),
    underWay: underWay.map((each) => queuedView(each, viewing)),
    attempts: await attemptViews(attempts.slice(-limit), viewing),
  });
}

/** The events and the delivery attempts that a request selects. */
interface Wanted {
  readonly event: (queued: QueuedEvent) => boolean;
  readonly attempt: (attempt: Attempt) => boolean;
}

const decoder = new TextDecoder();

/**
 * The filter of `event`, `about`, `contains` (a text in the body), `exchange` (that caused it), `after` (the number of an event)
 * and `outcome`, all of which must match. An unknown event is an error: it could never match.
 */
function readFilter(parameters: RequestParameters, providers: readonly Provider[], byDefault?: string): Taken<Wanted> {
  const events = providers.flatMap(({ callbacks }) => Object.keys(callbacks?.events ?? {}));
  const [event, about, contains] = ['event', 'about', 'contains'].map((name) => parameters.text(name));
  const outcome = parameters.text('outcome') ?? byDefault;
  if (event !== undefined && !events.includes(event)) return notAmong('event', events);
  const exchange = parameters.number('exchange');
  const after = parameters.number('after') ?? 0;
  const isWanted = (queued: QueuedEvent): boolean =>
    queued.id > after &&
    (exchange === undefined || queued.cause === exchange) &&
    (event === undefined || queued.event.type === event) &&
    (about === undefined || queued.event.subject === about) &&
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
  const answer = (asked: Asked): Promise<Answer> => waitForAttempt(asked, providers, closing);
  return [{ method: 'get', path: '/callbacks/wait', description, answer }];
}

async function waitForAttempt(asked: Asked, providers: readonly Provider[], closing: AbortSignal): Promise<Answer> {
  const wanted = readFilter(asked.parameters, providers, 'accepted');
  if (!wanted.ok) return wanted.answer;
  const awaited = { matches: wanted.value.attempt, closing, nothingCame };
  const attempt = await waitForRecord(asked.space.attempts, asked, awaited);
  if (!attempt.ok) return attempt.answer;
  return jsonAnswer({ callbacks: [attemptView(attempt.value, readViewing(asked))] });
}

const nothingCame = problemAnswer({
  status: 408,
  kind: 'not-found',
  says: 'No matching callback was delivered before the timeout.',
  fix: 'GET /_simulator/callbacks shows what waits and what was tried; POST /_simulator/clock/advance lets it come due.',
});
