import type { Attempt } from '../../core/callbacks/attempts.js';
import type { QueuedEvent } from '../../core/callbacks/queued-event.js';
import type { Space } from '../../core/state/space.js';
import type { DeliverySlots } from './delivery-slots.js';

/** The result of advancing a clock. */
export interface Advanced {
  /** The delivery attempts on the way, in order. */
  readonly attempts: readonly Attempt[];
  /** False if it was stopped on the way: then the clock is at that instant, or was reset with the space. */
  readonly arrived: boolean;
}

/** Delivers an event that was taken out of the outbox; undefined if there was no attempt. */
export type DeliverEvent = (space: Space, queued: QueuedEvent) => Promise<Attempt | undefined>;

interface Advancing {
  readonly deliver: DeliverEvent;
  readonly slots: DeliverySlots;
  readonly isStopped: () => boolean;
}

/**
 * Advances a space's clock by so many ms, from one due event to the next, and delivers each before it continues.
 *
 * Deliveries take real time; a running clock still ends at exactly the requested distance.
 */
export async function advanceClock(space: Space, byMs: number, advancing: Advancing): Promise<Advanced> {
  const { clock, outbox } = space;
  const { isStopped } = advancing;
  const attempts: Attempt[] = [];
  let left = byMs;
  for (;;) {
    const next = outbox.next();
    if (isStopped() || next === undefined || next.due > clock.now() + left) break;
    const step = Math.max(0, next.due - clock.now());
    clock.advance(step);
    left -= step;
    const attempt = await deliverNext(space, next.event.url, advancing);
    if (attempt !== undefined) attempts.push(attempt);
  }
  const arrived = !isStopped();
  if (arrived) clock.advance(left);
  return { attempts, arrived };
}

/** Delivers the next due event of a receiver, when a delivery slot is free. */
export async function deliverNext(
  space: Space,
  url: string,
  { deliver, slots, isStopped }: Advancing,
): Promise<Attempt | undefined> {
  const turn = slots.take(url);
  if (turn !== undefined) await turn;
  try {
    const queued = isStopped() ? undefined : space.outbox.take(space.clock.now(), url);
    return queued && (await deliver(space, queued));
  } finally {
    slots.giveBack(url);
  }
}
