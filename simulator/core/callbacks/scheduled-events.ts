import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Provider } from '../provider.js';
import type { Documents } from '../state/documents.js';
import type { CallbackEvent } from './event.js';
import type { Outbox } from './outbox.js';

/** An event that follows from the state of a world. */
interface ScheduledEvent {
  readonly provider: Provider;
  readonly event: CallbackEvent;
}

/** A world from which events are derived. */
interface EventSource {
  readonly providers: readonly Provider[];
  readonly documents: Documents;
  readonly readingsOf: (provider: Provider) => AnyReadingOptions;
}

/** The events that a world still has to send from `now` (ms since the epoch) on. */
export function scheduledEventsOf(
  { providers, documents, readingsOf }: EventSource,
  now: number,
): readonly ScheduledEvent[] {
  return providers.flatMap((provider) => {
    const events = provider.callbacks?.scheduledEvents(documents, now, readingsOf(provider)) ?? [];
    return events.map((event) => ({ provider, event }));
  });
}

/**
 * Replaces the scheduled events of the world `before` by those of the world `after`; `before` is undefined after a
 * reset.
 *
 * An event of the old world that is due at this very instant was sent or is queued, so it is not scheduled again.
 * Deliveries under way continue.
 */
export function replan(
  outbox: Outbox,
  now: number,
  {
    before,
    after,
  }: { readonly before: readonly ScheduledEvent[] | undefined; readonly after: readonly ScheduledEvent[] },
): void {
  if (before === undefined) outbox.clear();
  else outbox.forgetScheduled(now);
  const isNow = ({ event: { due } }: ScheduledEvent): boolean => due === now;
  const known = new Set(before?.filter(isNow).map(({ event }) => event.subject));
  for (const scheduled of after) {
    const { provider, event } = scheduled;
    if (isNow(scheduled) && known.has(event.subject)) continue;
    outbox.post({ withdraws: [], events: [event] }, { provider, cause: undefined, urlScenarios: [] });
  }
}
