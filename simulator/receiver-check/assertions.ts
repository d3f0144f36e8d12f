import type { WebhookRequest, DeliveryResult } from '../core/callbacks/transport.js';
import { defaultReadings } from '../core/pipeline/reading.js';
import type { SentEvent } from './meeting.js';
import type { Planned } from './plan.js';
import type { Instead } from './probe.js';
import { type Aim, insteadOf, webhooksFor } from './requests.js';
import advice from './sets/advice.json' with { type: 'json' };

/** What was wrong with a reply, and what to do about it. */
export interface Trouble {
  readonly says: string;
  readonly advice: string | undefined;
}

/** What is wrong with how a notice was taken; undefined when it was accepted, as the provider sees it by the default. */
function troubleWith(deliveryResult: DeliveryResult, { provider }: Pick<Planned, 'provider'>): Trouble | undefined {
  if (deliveryResult.outcome !== 'answered')
    return { says: inWords(deliveryResult), advice: adviceOn(deliveryResult.outcome) };
  const { status } = deliveryResult.reply;
  if (provider.callbacks?.accepts(deliveryResult.reply, defaultReadings(provider.readings)) === true) return undefined;
  return { says: `the receiver returned ${status}; only 200 to 299 means accepted`, advice: adviceOnStatus(status) };
}

/** What is wrong with how something was taken that no provider sends; any answer below 500 will do. */
function distressAt(deliveryResult: DeliveryResult): Trouble | undefined {
  if (deliveryResult.outcome !== 'answered') return { says: inWords(deliveryResult), advice: undefined };
  const { status } = deliveryResult.reply;
  return status < 500
    ? undefined
    : { says: `the receiver returned ${status}, as if it were out of order`, advice: undefined };
}

function inWords(deliveryResult: Exclude<DeliveryResult, { readonly outcome: 'answered' }>): string {
  return deliveryResult.outcome === 'timed-out' ? 'no complete reply in time' : deliveryResult.says;
}

const known: Readonly<Record<string, string>> = advice;

const adviceOn = (key: string): string | undefined => known[key];

const adviceOnStatus = (status: number): string | undefined =>
  known[String(status)] ?? known[`${Math.floor(status / 100)}xx`];

/** Something to be sent, and by what its answer is judged. */
export interface Step extends SentEvent {
  /** `notice` must be accepted. What is no notice, a `stranger`, must be survived: `after` it is as it was `before`. */
  readonly role: 'notice' | 'before' | 'stranger' | 'after';
}

/** Something that was sent, and what came of it. */
export interface Sent {
  readonly step: Step;
  readonly deliveryResult: DeliveryResult;
  /** ms. */
  readonly tookMs: number;
}

/** What a probe sends, in order. */
export async function stepsOf(planned: Planned, aim: Aim): Promise<readonly Step[]> {
  const told = await webhooksFor(planned, aim);
  const { instead } = planned.probe;
  if (told.length === 0) throw new Error(`${planned.id} sends nothing`);
  if (instead === undefined) return told.map((each) => ({ ...each, role: 'notice' }));
  // Three lives: one by which the receiver is known, one that is sent otherwise, and one that is not known yet.
  const third = told.length / 3;
  return [
    ...told.slice(0, third).map((each) => ({ ...each, role: 'before' }) as const),
    ...told.slice(third, third + 1).map(({ webhook }) => strangerTo(webhook, instead)),
    ...told.slice(2 * third).map((each) => ({ ...each, role: 'after' }) as const),
  ];
}

const strangerTo = (webhook: WebhookRequest, instead: Instead): Step => ({
  event: 'none',
  webhook: insteadOf(webhook, instead),
  role: 'stranger',
});

/** What is wrong with how a step was taken; `all` is what was sent by then, and decides what can be expected. */
export function troubleOf({ step, deliveryResult }: Sent, all: readonly Sent[], planned: Planned): Trouble | undefined {
  switch (step.role) {
    case 'notice':
      return troubleWith(deliveryResult, planned);
    case 'before':
      return deliveryResult.outcome === 'not-connected' ? distressAt(deliveryResult) : undefined;
    case 'stranger':
      return distressAt(deliveryResult);
    case 'after': {
      const trouble = wasAccepted(step.event, all, planned)
        ? troubleWith(deliveryResult, planned)
        : distressAt(deliveryResult);
      return trouble && { ...trouble, says: `the receiver no longer accepts what it accepted before: ${trouble.says}` };
    }
  }
}

/** Where a notice is not accepted anyway, other probes say so. */
const wasAccepted = (event: string, all: readonly Sent[], planned: Planned): boolean =>
  all.some(
    ({ step, deliveryResult }) =>
      step.role === 'before' && step.event === event && troubleWith(deliveryResult, planned) === undefined,
  );
