import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Random } from '../state/clock.js';
import type { SpaceState } from '../state/space-state.js';
import type { Attempt } from './attempts.js';
import { type DeliveryEffects, deliveryEffects, ordinary } from './delivery-effects.js';
import type { QueuedEvent } from './queued-event.js';
import type { DeliveryResult } from './transport.js';

/** A delivery attempt that has begun, with the effects of scenarios on it. */
export interface StartedAttempt {
  readonly queued: QueuedEvent;
  readonly number: number;
  /** ms since the epoch, by the space's clock. */
  readonly at: number;
  readonly effects: DeliveryEffects;
}

/**
 * The result of taking an event out of the outbox: an attempt to send, a lost one, or undefined if it went back to the
 * queue.
 */
type AttemptStart =
  | { readonly attempt: StartedAttempt; readonly lost?: undefined }
  | { readonly attempt?: undefined; readonly lost: Attempt }
  | undefined;

/** Begins the delivery of an event that was taken out of the outbox. */
export function beginAttempt(space: SpaceState, queued: QueuedEvent): AttemptStart {
  const at = space.clock.now();
  const effects = queued.effects ?? effectsOn(space, queued, at);
  if (queued.effects === undefined && isHeldBack(space, { queued, at, effects })) return undefined;
  const attempt = { queued, number: queued.attempts + 1, at, effects };
  if (!effects.lost) return { attempt };
  return {
    lost: recordAttempt(space, attempt, {
      outcome: { outcome: 'lost' },
      accepted: false,
      durationMs: 0,
      nextAt: undefined,
    }),
  };
}

/** The effects of scenarios on an attempt. Scenarios are applied once for each attempt, and not to a duplicate. */
function effectsOn(
  space: SpaceState,
  { id, attempts, provider, event, urlScenarios, repeats }: QueuedEvent,
  now: number,
): DeliveryEffects {
  if (repeats || (urlScenarios.length === 0 && space.scenarios.isEmpty())) return ordinary;
  const random = forCallbacks(space.randomFor(id), attempts);
  const request = { host: '', clientIp: '', targetForProvider: event.url, body: event.body() };
  const readings = space.readingsOf(provider);
  return (
    space.scenarios.apply(
      { provider, operation: event.type, request, readings, now, random, urlScenarios },
      deliveryEffects,
    ) ?? ordinary
  );
}

/** Separate labels, since an exchange with the same number draws by the same ones. */
const forCallbacks = (random: Random, attempts: number): Random => ({
  below: (label, below) => random.below(`callback, attempt ${attempts}, ${label}`, below),
  digits: (label, count) => random.digits(`callback, attempt ${attempts}, ${label}`, count),
});

function isHeldBack({ outbox }: SpaceState, { queued, at, effects }: Omit<StartedAttempt, 'number'>): boolean {
  const { due, event } = queued;
  if (effects.lateMs > 0) return outbox.putBack({ ...queued, effects, due: at + effects.lateMs });
  const next = effects.overtaken ? outbox.next(event.url) : undefined;
  // Do not wait for an event that was overtaken itself: the two would wait for each other.
  if (next === undefined || next.effects !== undefined) return false;
  return outbox.putBack({ ...queued, effects, due: Math.max(due, next.due), order: next.order + 0.5 });
}

/** The receiver's result, and its duration, ms of real time. */
interface DeliveryReport {
  readonly deliveryResult: DeliveryResult;
  readonly durationMs: number;
}

/** Ends an attempt: schedules the retry or the duplicate, and records the attempt. */
export function endAttempt(
  space: SpaceState,
  attempt: StartedAttempt,
  { deliveryResult, durationMs }: DeliveryReport,
): Attempt {
  const { provider } = attempt.queued;
  const readings = space.readingsOf(provider);
  const accepted =
    deliveryResult.outcome === 'answered' && provider.callbacks?.accepts(deliveryResult.reply, readings) === true;
  const wait = waitAfter(attempt, { deliveryResult, accepted }, readings);
  const due = wait === undefined ? undefined : space.clock.now() + wait;
  const isAgain = due !== undefined && space.outbox.putBack(again(attempt, due, accepted));
  const nextAt = isAgain ? due : undefined;
  return recordAttempt(space, attempt, { outcome: deliveryResult, accepted, durationMs, nextAt });
}

const again = ({ queued, number }: StartedAttempt, due: number, repeats: boolean): QueuedEvent => ({
  ...queued,
  due,
  attempts: number,
  effects: undefined,
  repeats,
});

/** The wait before the next attempt, ms by the space's clock; undefined if there is none. */
function waitAfter(
  { queued, number, effects }: StartedAttempt,
  { deliveryResult, accepted }: { readonly deliveryResult: DeliveryResult; readonly accepted: boolean },
  readings: AnyReadingOptions,
): number | undefined {
  const { provider, repeats } = queued;
  if (repeats || deliveryResult.outcome === 'not-allowed') return undefined;
  if (accepted) return effects.twice ? 0 : undefined;
  return provider.callbacks?.retries(readings)[number - 1];
}

type AttemptEnd = Pick<Attempt, 'outcome' | 'accepted' | 'durationMs' | 'nextAt'>;

function recordAttempt(
  { outbox, attempts }: SpaceState,
  { queued, number, at, effects }: StartedAttempt,
  ended: AttemptEnd,
): Attempt {
  const attempt = { queued, number, at, scenarios: effects.names, ...ended };
  if (ended.nextAt === undefined) outbox.endDelivery(queued);
  // A space that was reset in the meantime has a new record.
  if (outbox.isCurrent(queued)) attempts.record(attempt);
  return attempt;
}
