import type { AnyChosen } from '../pipeline/reading.js';
import type { Random } from '../state/clock.js';
import type { SpaceState } from '../state/space-state.js';
import type { Attempt } from './attempts.js';
import { type Fate, fates, ordinary } from './delivery-effects.js';
import type { Waiting } from './queued-event.js';
import type { Receipt } from './transport.js';

/** An attempt that has begun: what to carry where, and what was decided about it. */
export interface Telling {
  readonly waiting: Waiting;
  readonly number: number;
  /** ms since the epoch, by the space's clock. */
  readonly at: number;
  readonly fate: Fate;
}

/** What came of taking a notice out: it is to be carried, a scenario has lost it, or (undefined) it waits again. */
type Begun =
  | { readonly telling: Telling; readonly lost?: undefined }
  | { readonly telling?: undefined; readonly lost: Attempt }
  | undefined;

/** Begins to tell what was taken out of the outbox. */
export function begin(space: SpaceState, waiting: Waiting): Begun {
  const at = space.clock.now();
  const fate = waiting.fate ?? fateOf(space, waiting, at);
  if (waiting.fate === undefined && isHeldBack(space, { waiting, at, fate })) return undefined;
  const telling = { waiting, number: waiting.attempts + 1, at, fate };
  if (!fate.lost) return { telling };
  return {
    lost: recorded(space, telling, { outcome: { outcome: 'lost' }, accepted: false, took: 0, nextAt: undefined }),
  };
}

/** What the scenarios have in store; they are asked once for each attempt, and not about a duplicate. */
function fateOf(space: SpaceState, { id, attempts, provider, notice, named, repeats }: Waiting, now: number): Fate {
  if (repeats || (named.length === 0 && space.scenarios.isQuiet())) return ordinary;
  const random = forCallbacks(space.randomFor(id), attempts);
  const arrival = { host: '', from: '', targetForProvider: notice.url, body: notice.body() };
  const readings = space.readingsOf(provider);
  return (
    space.scenarios.befall({ provider, operation: notice.event, arrival, readings, now, random, named }, fates) ??
    ordinary
  );
}

/** Chance of its own: an exchange of the same number draws by the same labels. */
const forCallbacks = (random: Random, attempts: number): Random => ({
  below: (label, below) => random.below(`callback, attempt ${attempts}, ${label}`, below),
  digits: (label, count) => random.digits(`callback, attempt ${attempts}, ${label}`, count),
});

function isHeldBack({ outbox }: SpaceState, { waiting, at, fate }: Omit<Telling, 'number'>): boolean {
  const { due, notice } = waiting;
  if (fate.lateMs > 0) return outbox.putBack({ ...waiting, fate, due: at + fate.lateMs });
  const next = fate.overtaken ? outbox.next(notice.url) : undefined;
  // One that was overtaken itself is not waited for: the two would wait for each other.
  if (next === undefined || next.fate !== undefined) return false;
  return outbox.putBack({ ...waiting, fate, due: Math.max(due, next.due), order: next.order + 0.5 });
}

/** How a receiver took it, and how long that took, ms of real time. */
interface Told {
  readonly receipt: Receipt;
  readonly took: number;
}

/** Ends an attempt: decides whether it is told again, and when, and records it. */
export function end(space: SpaceState, telling: Telling, { receipt, took }: Told): Attempt {
  const { provider } = telling.waiting;
  const readings = space.readingsOf(provider);
  const accepted = receipt.outcome === 'answered' && provider.callbacks?.accepts(receipt.reply, readings) === true;
  const wait = waitAfter(telling, { receipt, accepted }, readings);
  const due = wait === undefined ? undefined : space.clock.now() + wait;
  const isAgain = due !== undefined && space.outbox.putBack(again(telling, due, accepted));
  const nextAt = isAgain ? due : undefined;
  return recorded(space, telling, { outcome: receipt, accepted, took, nextAt });
}

const again = ({ waiting, number }: Telling, due: number, repeats: boolean): Waiting => ({
  ...waiting,
  due,
  attempts: number,
  fate: undefined,
  repeats,
});

/** How long until it is told again, ms by the space's clock; undefined when the matter is done with. */
function waitAfter(
  { waiting, number, fate }: Telling,
  { receipt, accepted }: { readonly receipt: Receipt; readonly accepted: boolean },
  readings: AnyChosen,
): number | undefined {
  const { provider, repeats } = waiting;
  if (repeats || receipt.outcome === 'not-allowed') return undefined;
  if (accepted) return fate.twice ? 0 : undefined;
  return provider.callbacks?.retries(readings)[number - 1];
}

type Ended = Pick<Attempt, 'outcome' | 'accepted' | 'took' | 'nextAt'>;

function recorded({ outbox, attempts }: SpaceState, { waiting, number, at, fate }: Telling, ended: Ended): Attempt {
  const attempt = { waiting, number, at, scenarios: fate.names, ...ended };
  if (ended.nextAt === undefined) outbox.settle(waiting);
  // A space that was reset meanwhile has begun a new record.
  if (outbox.isOfNow(waiting)) attempts.record(attempt);
  return attempt;
}
