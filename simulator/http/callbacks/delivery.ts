import { headerNames } from '../../../contracts/simulator-headers.js';
import type { Attempt } from '../../core/callbacks/attempts.js';
import { beginAttempt, endAttempt, type StartedAttempt } from '../../core/callbacks/delivery-attempt.js';
import type { QueuedEvent } from '../../core/callbacks/queued-event.js';
import { sinkPath } from '../../core/callbacks/sink.js';
import type { Transport, WebhookRequest, DeliveryResult, SinkDelivery } from '../../core/callbacks/transport.js';
import type { Provider } from '../../core/provider.js';
import type { Space } from '../../core/state/space.js';
import { defaultSpaceName } from '../../core/state/spaces.js';
import { addressOf } from '../address.js';

/** What callbacks are carried with. */
export interface Carriage {
  readonly transport: Transport;
  /** How long a receiver may take, ms of real time. */
  readonly timeoutMs: number;
  /** Leaves the simulator's own header off. */
  readonly faithful: boolean;
  /** Takes what a bug of ours threw. */
  readonly fault: (space: Space, error: unknown) => void;
  /** The simulator whose spaces these are; without it, a URL never means the space's own sink. */
  readonly simulator?: OwnSimulator;
}

/** How a simulator recognises its own address. */
interface OwnSimulator {
  /** Identifies it among the simulators of this process. */
  readonly owner: object;
  readonly providers: readonly Provider[];
}

/**
 * Tells a receiver what was taken out of a space's outbox. Undefined when that was no attempt: it waits again, or a bug
 * of ours kept it from being told; it never rejects.
 */
export async function deliverEvent(
  space: Space,
  queued: QueuedEvent,
  carriage: Carriage,
): Promise<Attempt | undefined> {
  try {
    const begun = beginAttempt(space, queued);
    if (begun?.attempt === undefined) return begun?.lost;
    const { attempt } = begun;
    const began = performance.now();
    const deliveryResult = await resultOfDelivery(space, attempt, carriage);
    return endAttempt(space, attempt, { deliveryResult, took: performance.now() - began });
  } catch (error) {
    space.outbox.settle(queued);
    carriage.fault(space, error);
    return undefined;
  }
}

async function resultOfDelivery(space: Space, attempt: StartedAttempt, carriage: Carriage): Promise<DeliveryResult> {
  const { instead } = attempt.effects;
  if (instead?.kind === 'refused') return { outcome: 'not-connected', says: 'a scenario refuses the connection' };
  if (instead?.kind === 'gateway') return { outcome: 'answered', reply: instead.reply };
  const deliveryResult = await deliverTo(space, attempt, carriage);
  // Who is too slow has got it all the same.
  return instead?.kind === 'too-slow' && deliveryResult.outcome === 'answered'
    ? { outcome: 'timed-out' }
    : deliveryResult;
}

/** Delivers to the sink without a socket, and to every other receiver by the transport. */
async function deliverTo(
  space: Space,
  { queued, number, at }: StartedAttempt,
  { transport, timeoutMs, faithful, simulator }: Carriage,
): Promise<DeliveryResult> {
  const { url, body } = queued.event;
  const marked = { [headerNames.callback]: `${queued.id}.${number}` };
  const isMarked = !faithful || mayBeControl(url);
  const webhook = { url, headers: { 'Content-Type': contentType, ...(isMarked && marked) }, body: body() };
  const sink: SinkDelivery = (owner) => {
    const target = owner === simulator?.owner ? ownSinkTarget(url, space, simulator.providers) : undefined;
    return target === undefined ? undefined : sunk(space, { ...webhook, url: target }, at);
  };
  return url.startsWith(sinkPath) ? sunk(space, webhook, at) : await transport(webhook, timeoutMs, sink);
}

/** No push was ever recorded with its headers; receivers in public sources take nothing but JSON. */
export const contentType = 'application/json;charset=utf-8';

/** Every control API refuses a request with our header, so it goes with what may reach one, faithful or not. */
function mayBeControl(url: string): boolean {
  return !url.startsWith(sinkPath) && URL.canParse(url) && new URL(url).pathname.includes('/_simulator');
}

/** The target below `/_simulator/sink/` that a URL of this simulator means, if that is the sink of this very space. */
function ownSinkTarget(url: string, { name }: Space, providers: readonly Provider[]): string | undefined {
  const { pathname, search, host } = new URL(url);
  const address = addressOf({ target: `${pathname}${search}`, hostHeader: host }, providers);
  if (address.to !== 'control' || (address.space ?? defaultSpaceName) !== name) return undefined;
  return address.target.startsWith(sinkPath) ? address.target : undefined;
}

function sunk({ sink }: Space, { url, headers, body }: WebhookRequest, at: number): DeliveryResult {
  const arrived = { at, method: 'POST', target: url, rawHeaders: Object.entries(headers).flat(), body };
  return { outcome: 'answered', reply: sink.accept(arrived) };
}
