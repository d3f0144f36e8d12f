import type { AnyChosen } from '../pipeline/reading.js';
import type { Provider } from '../provider.js';
import type { Documents } from '../state/documents.js';
import type { CallbackEvent } from './event.js';
import type { Outbox } from './outbox.js';

/** A notice that follows from a world as it was laid out. */
interface ScheduledEvent {
  readonly provider: Provider;
  readonly event: CallbackEvent;
}

/** A world in which somebody may have something to tell. */
interface EventSource {
  readonly providers: readonly Provider[];
  readonly documents: Documents;
  readonly readingsOf: (provider: Provider) => AnyChosen;
}

/** What a world has yet to tell, from `now` (ms since the epoch) on. */
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
 * Puts the plans of a world in place of those of the world `before` it; of a world that begins anew, there is none.
 *
 * What was due at this very instant in the world before has been told, or waits: it is not planned again. What is being
 * told already goes on.
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
  const known = new Set(before?.filter(isNow).map(({ event }) => event.about));
  for (const scheduled of after) {
    const { provider, event } = scheduled;
    if (isNow(scheduled) && known.has(event.about)) continue;
    outbox.post({ withdraws: [], events: [event] }, { provider, cause: undefined, named: [] });
  }
}
