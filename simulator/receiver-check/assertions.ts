import type { WebhookRequest, DeliveryResult } from '../core/callbacks/transport.js';
import { defaultOptions } from '../core/pipeline/reading.js';
import type { SentEvent } from './meeting.js';
import type { Planned } from './plan.js';
import type { InvalidDelivery } from './probe.js';
import { type Aim, invalidDelivery, webhooksFor } from './requests.js';
import advice from './sets/advice.json' with { type: 'json' };

/** Why a reply fails a step, and what to do about it. */
export interface StepFailure {
  readonly says: string;
  readonly advice: string | undefined;
}

/** Why an event was not accepted by the provider's default options; undefined if it was. */
function eventFailure(
  deliveryResult: DeliveryResult,
  { provider }: Pick<Planned, 'provider'>,
): StepFailure | undefined {
  if (deliveryResult.outcome !== 'answered')
    return { says: inWords(deliveryResult), advice: adviceOn(deliveryResult.outcome) };
  const { status } = deliveryResult.reply;
  if (provider.callbacks?.accepts(deliveryResult.reply, defaultOptions(provider.readings)) === true) return undefined;
  return { says: `the receiver returned ${status}; only 200 to 299 means accepted`, advice: adviceOnStatus(status) };
}

/** Why a request that no provider sends was not survived; undefined for any reply below 500. */
function invalidRequestFailure(deliveryResult: DeliveryResult): StepFailure | undefined {
  if (deliveryResult.outcome !== 'answered') return { says: inWords(deliveryResult), advice: undefined };
  const { status } = deliveryResult.reply;
  return status < 500
    ? undefined
    : { says: `the receiver returned ${status}, instead of a status below 500`, advice: undefined };
}

function inWords(deliveryResult: Exclude<DeliveryResult, { readonly outcome: 'answered' }>): string {
  return deliveryResult.outcome === 'timed-out' ? 'no complete reply in time' : deliveryResult.says;
}

const known: Readonly<Record<string, string>> = advice;

const adviceOn = (key: string): string | undefined => known[key];

const adviceOnStatus = (status: number): string | undefined =>
  known[String(status)] ?? known[`${Math.floor(status / 100)}xx`];

/** A request to send, and the rule for its reply. */
export interface Step extends SentEvent {
  /**
   * `event` must be accepted. `invalid` is not an event and must be survived: `after` it, the reply is the same as
   * `before`.
   */
  readonly role: 'event' | 'before' | 'invalid' | 'after';
}

/** A request that was sent, and its result. */
export interface Sent {
  readonly step: Step;
  readonly deliveryResult: DeliveryResult;
  /** ms. */
  readonly tookMs: number;
}

/** The requests of a probe, in order. */
export async function stepsOf(planned: Planned, aim: Aim): Promise<readonly Step[]> {
  const webhooks = await webhooksFor(planned, aim);
  const { instead } = planned.probe;
  if (webhooks.length === 0) throw new Error(`${planned.id} sends nothing`);
  if (instead === undefined) return webhooks.map((each) => ({ ...each, role: 'event' }));
  // Three meetings: the receiver knows the first, gets the second changed, and does not know the third yet.
  const third = webhooks.length / 3;
  return [
    ...webhooks.slice(0, third).map((each) => ({ ...each, role: 'before' }) as const),
    ...webhooks.slice(third, third + 1).map(({ webhook }) => invalidStep(webhook, instead)),
    ...webhooks.slice(2 * third).map((each) => ({ ...each, role: 'after' }) as const),
  ];
}

const invalidStep = (webhook: WebhookRequest, instead: InvalidDelivery): Step => ({
  event: 'none',
  webhook: invalidDelivery(webhook, instead),
  role: 'invalid',
});

/** Why a step failed; `all` are the requests sent so far, which determine the expectation. */
export function stepFailure(
  { step, deliveryResult }: Sent,
  all: readonly Sent[],
  planned: Planned,
): StepFailure | undefined {
  switch (step.role) {
    case 'event':
      return eventFailure(deliveryResult, planned);
    case 'before':
      return deliveryResult.outcome === 'not-connected' ? invalidRequestFailure(deliveryResult) : undefined;
    case 'invalid':
      return invalidRequestFailure(deliveryResult);
    case 'after': {
      const failure = wasAccepted(step.event, all, planned)
        ? eventFailure(deliveryResult, planned)
        : invalidRequestFailure(deliveryResult);
      return failure && { ...failure, says: `the receiver no longer accepts what it accepted before: ${failure.says}` };
    }
  }
}

/** If the event was not accepted before, other probes report it. */
const wasAccepted = (event: string, all: readonly Sent[], planned: Planned): boolean =>
  all.some(
    ({ step, deliveryResult }) =>
      step.role === 'before' && step.event === event && eventFailure(deliveryResult, planned) === undefined,
  );
