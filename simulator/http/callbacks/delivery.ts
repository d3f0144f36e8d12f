import { headerNames } from '../../../contracts/simulator-headers.js';
import type { Attempt } from '../../core/callbacks/attempts.js';
import { beginAttempt, endAttempt, type StartedAttempt } from '../../core/callbacks/delivery-attempt.js';
import type { QueuedEvent } from '../../core/callbacks/queued-event.js';
import { sinkPath } from '../../core/callbacks/sink.js';
import type { Transport, WebhookRequest, DeliveryResult, SinkDelivery } from '../../core/callbacks/transport.js';
import type { Provider, ReceiverProbe } from '../../core/provider.js';
import type { Space } from '../../core/state/space.js';
import { defaultSpaceName } from '../../core/state/spaces.js';
import { addressOf } from '../address.js';

/** The tools for delivering callbacks. */
export interface DeliveryTools {
  readonly transport: Transport;
  /** Time limit for a receiver's reply, ms of real time. */
  readonly timeoutMs: number;
  /** Omits the simulator's own header. */
  readonly faithful: boolean;
  /** Called with an exception, which is a bug of the simulator. */
  readonly fault: (space: Space, error: unknown) => void;
  /** The simulator that owns these spaces; without it, a URL never leads to the space's own sink. */
  readonly simulator?: OwnSimulator;
}

/** Lets a simulator detect its own address. */
interface OwnSimulator {
  /** Identifies it among the simulators of this process. */
  readonly owner: object;
  readonly providers: readonly Provider[];
}

/**
 * Delivers an event that was taken out of a space's outbox. Undefined if there was no attempt: the event is queued
 * again, or a bug prevented the delivery. Never rejects.
 */
export async function deliverEvent(
  space: Space,
  queued: QueuedEvent,
  tools: DeliveryTools,
): Promise<Attempt | undefined> {
  try {
    const begun = beginAttempt(space, queued);
    if (begun?.attempt === undefined) return begun?.lost;
    const { attempt } = begun;
    const began = performance.now();
    const deliveryResult = await resultOfDelivery(space, attempt, tools);
    return endAttempt(space, attempt, { deliveryResult, took: performance.now() - began });
  } catch (error) {
    space.outbox.settle(queued);
    tools.fault(space, error);
    return undefined;
  }
}

async function resultOfDelivery(space: Space, attempt: StartedAttempt, tools: DeliveryTools): Promise<DeliveryResult> {
  const { replacement } = attempt.effects;
  if (replacement?.kind === 'refused') return { outcome: 'not-connected', says: 'a scenario refuses the connection' };
  if (replacement?.kind === 'gateway') return { outcome: 'answered', reply: replacement.reply };
  const { queued, number, at } = attempt;
  const { url, body } = queued.event;
  const sent = { url, contentType, body: body(), mark: `${queued.id}.${number}`, at };
  const deliveryResult = await deliverTo(space, sent, tools);
  // A receiver that is too slow has still received the request.
  return replacement?.kind === 'too-slow' && deliveryResult.outcome === 'answered'
    ? { outcome: 'timed-out' }
    : deliveryResult;
}

/** Sends a provider's probe to a receiver. Never rejects. */
export async function probeReceiver(
  space: Space,
  url: string,
  { probe: { body, timeoutMs }, tools }: { readonly probe: ReceiverProbe; readonly tools: DeliveryTools },
): Promise<DeliveryResult> {
  const sent = { url, contentType: 'application/json', body, mark: 'probe', at: space.clock.now() };
  try {
    return await deliverTo(space, sent, { ...tools, timeoutMs });
  } catch (error) {
    tools.fault(space, error);
    return { outcome: 'not-connected', says: 'the simulator failed to send the probe' };
  }
}

/** A request to a receiver before it has its headers. */
interface SentRequest {
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The value of the simulator's own header. */
  readonly mark: string;
  /** ms since the epoch, by the space's clock. */
  readonly at: number;
}

/** Delivers to the sink without a socket, and to other receivers by the transport. */
async function deliverTo(
  space: Space,
  { url, contentType: type, body, mark, at }: SentRequest,
  { transport, timeoutMs, faithful, simulator }: DeliveryTools,
): Promise<DeliveryResult> {
  const marked = { [headerNames.callback]: mark };
  const isMarked = !faithful || mayBeControl(url);
  const webhook = { url, headers: { 'Content-Type': type, ...(isMarked && marked) }, body };
  const sink: SinkDelivery = (owner) => {
    const target = owner === simulator?.owner ? ownSinkTarget(url, space, simulator.providers) : undefined;
    return target === undefined ? undefined : sunk(space, { ...webhook, url: target }, at);
  };
  return url.startsWith(sinkPath) ? sunk(space, webhook, at) : await transport(webhook, timeoutMs, sink);
}

/** No push with its headers was ever recorded; receivers in public sources accept only JSON. */
export const contentType = 'application/json;charset=utf-8';

/** Every control API rejects a request with our header, so it is sent to all that may be one, even with `faithful`. */
function mayBeControl(url: string): boolean {
  return !url.startsWith(sinkPath) && URL.canParse(url) && new URL(url).pathname.includes('/_simulator');
}

/** The target below `/_simulator/sink/` of a URL of this simulator, if that is the sink of this space. */
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
