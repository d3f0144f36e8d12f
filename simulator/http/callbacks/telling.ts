import type { Attempt } from '../../core/callbacks/attempt.js';
import type { Courier, Parcel, Receipt } from '../../core/callbacks/courier.js';
import { sinkPath } from '../../core/callbacks/sink.js';
import type { Telling } from '../../core/callbacks/telling.js';
import { begin, end } from '../../core/callbacks/telling.js';
import type { Waiting } from '../../core/callbacks/waiting.js';
import type { Space } from '../../core/space.js';
import { headerNames } from '../header-names.js';

/** What callbacks are carried with. */
export interface Carriage {
  readonly courier: Courier;
  /** How long a receiver may take, ms of real time. */
  readonly timeoutMs: number;
  /** Leaves the simulator's own header off. */
  readonly faithful: boolean;
  /** Takes what a bug of ours threw. */
  readonly fault: (space: Space, error: unknown) => void;
}

/**
 * Tells a receiver what was taken out of a space's outbox. Undefined when that was no attempt: it waits again, or a bug
 * of ours kept it from being told; it never rejects.
 */
export async function tell(space: Space, waiting: Waiting, carriage: Carriage): Promise<Attempt | undefined> {
  try {
    const begun = begin(space, waiting);
    if (begun?.telling === undefined) return begun?.lost;
    const { telling } = begun;
    const began = performance.now();
    const receipt = await receiptOf(space, telling, carriage);
    return end(space, telling, { receipt, took: performance.now() - began });
  } catch (error) {
    space.outbox.settle(waiting);
    carriage.fault(space, error);
    return undefined;
  }
}

async function receiptOf(
  space: Space,
  { waiting, number, at, fate: { instead } }: Telling,
  { courier, timeoutMs, faithful }: Carriage,
): Promise<Receipt> {
  if (instead?.kind === 'refused') return { outcome: 'not-connected', says: 'a scenario refuses the connection' };
  if (instead?.kind === 'gateway') return { outcome: 'answered', reply: instead.reply };
  const { url, body } = waiting.notice;
  const named = { [headerNames.callback]: `${waiting.id}.${number}` };
  const parcel = { url, headers: { 'Content-Type': contentType, ...(!faithful && named) }, body: body() };
  const receipt = url.startsWith(sinkPath) ? sunk(space, parcel, at) : await courier(parcel, timeoutMs);
  // Who is too slow has got it all the same.
  return instead?.kind === 'too-slow' && receipt.outcome === 'answered' ? { outcome: 'timed-out' } : receipt;
}

/** No push was ever recorded with its headers; receivers in public sources take nothing but JSON. */
export const contentType = 'application/json;charset=utf-8';

function sunk({ sink }: Space, { url, headers, body }: Parcel, at: number): Receipt {
  const arrived = { at, method: 'POST', target: url, rawHeaders: Object.entries(headers).flat(), body };
  return { outcome: 'answered', reply: sink.accept(arrived) };
}
