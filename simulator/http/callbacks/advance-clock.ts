import type { Attempt } from '../../core/callbacks/attempts.js';
import type { QueuedEvent } from '../../core/callbacks/queued-event.js';
import type { Space } from '../../core/state/space.js';
import type { DeliverySlots } from './delivery-slots.js';

/** How far a clock was moved. */
export interface Advanced {
  /** What was tried on the way, in order. */
  readonly attempts: readonly Attempt[];
  /** False when it was stopped on the way: then the clock stands where that was, or where the space begins anew. */
  readonly arrived: boolean;
}

/** Tells a receiver what was taken out of the outbox; undefined when that was no attempt. */
export type DeliverEvent = (space: Space, queued: QueuedEvent) => Promise<Attempt | undefined>;

interface Advancing {
  readonly deliver: DeliverEvent;
  readonly slots: DeliverySlots;
  readonly isStopped: () => boolean;
}

/**
 * Moves a space's clock on by so many ms, from one thing that is due to the next, and lets each be told before it goes on.
 *
 * Whatever real time that takes, a clock that runs is as far ahead in the end as it was told to be.
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

/** Tells a receiver what is due for it now, in its turn among the deliveries of all spaces. */
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
