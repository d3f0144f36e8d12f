import type { Attempt, Outcome } from '../../core/callbacks/attempts.js';
import type { QueuedEvent } from '../../core/callbacks/queued-event.js';
import { bodyView, redactedView, targetView, type Viewing } from './exchange-view.js';
import { formatInstant } from './instants.js';
import { inSlices } from './route.js';

/** Renders a delivery attempt, with credentials removed from every string. */
export function attemptView(attempt: Attempt, viewing: Viewing): object {
  const { queued, number, at, outcome, accepted, scenarios, durationMs, nextAt } = attempt;
  const view = {
    ...eventView(queued, viewing),
    attempt: number,
    at: formatInstant(at),
    request: bodyView(queued.event.body()),
    ...outcomeView(outcome),
    accepted,
    ...(scenarios.length > 0 && { scenarios }),
    ...(nextAt !== undefined && { nextAt: formatInstant(nextAt) }),
    ...(viewing.form === 'full' && { tookMs: Math.round(durationMs * 1000) / 1000 }),
  };
  return redactedView(view, viewing.redact);
}

/** Attempts in the order in which they were made; in canonical form by event, since deliveries to different receivers run in parallel. */
export function attemptViews(attempts: readonly Attempt[], viewing: Viewing): Promise<readonly object[]> {
  const sorted = viewing.form === 'canonical' ? attempts.toSorted(byEvent) : attempts;
  return inSlices(sorted, (attempt) => attemptView(attempt, viewing));
}

const byEvent = (one: Attempt, other: Attempt): number => one.queued.id - other.queued.id || one.number - other.number;

/** So many are shown at most. */
const maxShown = 1000;

/** The latest of what was tried, and how many came before these. */
export async function latestViews(
  attempts: readonly Attempt[],
  viewing: Viewing,
): Promise<{ readonly callbacks: readonly object[]; readonly leftOut?: number }> {
  const callbacks = await attemptViews(attempts.slice(-maxShown), viewing);
  const leftOut = attempts.length - callbacks.length;
  return leftOut === 0 ? { callbacks } : { callbacks, leftOut };
}

/** Renders a queued event. */
export function queuedView(queued: QueuedEvent, viewing: Viewing): object {
  const { due, attempts, event } = queued;
  const view = {
    ...eventView(queued, viewing),
    due: formatInstant(due),
    attempts,
    request: bodyView(event.body()),
  };
  return redactedView(view, viewing.redact);
}

/** Receivers are often guarded by a secret in their address; the names in its query say which one it is. */
const withoutValues = (url: string): string => url.replace(/=[^&]+/g, '=…');

function eventView({ id, cause, provider, event }: QueuedEvent, { form }: Viewing): object {
  const { type, subject, url } = event;
  const caused = cause !== undefined && { exchange: cause };
  return {
    eventId: id,
    provider: provider.name,
    event: type,
    about: subject,
    ...caused,
    url: withoutValues(targetView(url, form === 'full')),
  };
}

function outcomeView(outcome: Outcome): object {
  if (outcome.outcome !== 'answered') return outcome;
  const { status, contentType, body } = outcome.reply;
  return { outcome: outcome.outcome, reply: { status, contentType, ...bodyView(body) } };
}
