import type { Attempt } from '../../core/callbacks/attempts.js';
import type { Waiting } from '../../core/callbacks/queued-event.js';
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
export type Told = (space: Space, waiting: Waiting) => Promise<Attempt | undefined>;

interface Moving {
  readonly told: Told;
  readonly slots: DeliverySlots;
  readonly isStopped: () => boolean;
}

/**
 * Moves a space's clock on by so many ms, from one thing that is due to the next, and lets each be told before it goes on.
 *
 * Whatever real time that takes, a clock that runs is as far ahead in the end as it was told to be.
 */
export async function moved(space: Space, byMs: number, moving: Moving): Promise<Advanced> {
  const { clock, outbox } = space;
  const { isStopped } = moving;
  const attempts: Attempt[] = [];
  let left = byMs;
  for (;;) {
    const next = outbox.next();
    if (isStopped() || next === undefined || next.due > clock.now() + left) break;
    const step = Math.max(0, next.due - clock.now());
    clock.advance(step);
    left -= step;
    const attempt = await tellNext(space, next.notice.url, moving);
    if (attempt !== undefined) attempts.push(attempt);
  }
  const arrived = !isStopped();
  if (arrived) clock.advance(left);
  return { attempts, arrived };
}

/** Tells a receiver what is due for it now, in its turn among the deliveries of all spaces. */
export async function tellNext(
  space: Space,
  url: string,
  { told, slots, isStopped }: Moving,
): Promise<Attempt | undefined> {
  const turn = slots.take(url);
  if (turn !== undefined) await turn;
  try {
    const waiting = isStopped() ? undefined : space.outbox.take(space.clock.now(), url);
    return waiting && (await told(space, waiting));
  } finally {
    slots.giveBack(url);
  }
}
