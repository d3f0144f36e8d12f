import type { CallbackEvent } from '../../simulator/core/callbacks/event.js';
import type { Transport, WebhookRequest, DeliveryResult } from '../../simulator/core/callbacks/transport.js';
import type { Provider } from '../../simulator/core/provider.js';
import { readSequence } from '../../simulator/core/scenarios/sequence.js';
import { type Dispatcher, dispatcherWith } from '../../simulator/http/callbacks/dispatcher.js';
import { createSimulator, type Space } from '../../simulator/index.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { noon } from '../scenarios/scenario-server.js';

/** A webhook request under way; the test ends it with `arrive`. */
export interface Carried {
  readonly webhook: WebhookRequest;
  readonly arrive: (deliveryResult?: DeliveryResult) => void;
}

/** The delivery result of a receiver that answers with this status. Default: 200. */
export const answered = (status = 200): DeliveryResult => ({
  outcome: 'answered',
  reply: { status, contentType: null, body: new Uint8Array() },
});

/** An alarm that was set; `off` once it was cancelled. */
export interface Alarm {
  readonly ms: number;
  readonly ring: () => void;
  off: boolean;
}

/** A dispatcher with a space. The test controls its transport, its alarms and its time. */
export interface OutboxTester {
  readonly dispatcher: Dispatcher;
  readonly space: Space;
  /** The provider that emits the events. */
  readonly provider: Provider;
  /** The webhook requests given to the transport, in order. */
  readonly carried: Carried[];
  /** The body of each of them, as text. */
  readonly texts: () => readonly string[];
  readonly alarms: Alarm[];
  readonly faults: unknown[];
  /** Advances the machine's time. */
  readonly pass: (ms: number) => void;
  /** Posts events to the outbox: text, due time (ms after noon), receiver. */
  readonly post: (...events: readonly Posted[]) => void;
  /** Switches on a scenario. */
  readonly switchOn: (name: string) => void;
}

type Posted = readonly [text: string, after: number, receiver: string, body?: () => Uint8Array];

interface OutboxTesterOptions {
  readonly obliging?: readonly string[];
  readonly lanes?: number;
}

/** Opens one; receivers named in `obliging` answer at once. */
export function outboxTester({ obliging = [], lanes }: OutboxTesterOptions = {}): OutboxTester {
  let now = noon;
  const carried: Carried[] = [];
  const alarms: Alarm[] = [];
  const faults: unknown[] = [];
  const transport: Transport = (webhook) =>
    new Promise((resolve) => {
      const arrive = (deliveryResult = answered()): void => {
        resolve(deliveryResult);
      };
      carried.push({ webhook, arrive });
      if (obliging.includes(new URL(webhook.url).hostname)) arrive();
    });
  const dispatcher = dispatcherWith({
    delivery: { transport, timeoutMs: 1000, faithful: false, fault: (_space, error) => faults.push(error) },
    ...(lanes !== undefined && { lanes }),
    schedule(ms, then) {
      const alarm = { ms, ring: then, off: false };
      alarms.push(alarm);
      return () => {
        alarm.off = true;
      };
    },
  });
  const space = createSimulator({ clock: { now: () => now } }).spaces.getOrCreate('post');
  const eventOf = ([text, after, receiver, body]: Posted): CallbackEvent => ({
    type: 'callRecord',
    subject: text,
    due: noon + after,
    url: `http://${receiver}/`,
    body: body ?? (() => new TextEncoder().encode(text)),
  });
  return {
    dispatcher,
    space,
    provider: ytx,
    switchOn(name) {
      const read = readSequence(ytx, name);
      if (!read.ok) throw new Error(`there is no scenario ${name}`);
      space.scenarios.switchOn({ name, stepsFor: new Map([['ytx', read.steps]]), activation: {} }, space.clock.now());
    },
    carried,
    texts: () => carried.map(({ webhook }) => new TextDecoder().decode(webhook.body)),
    alarms,
    faults,
    pass(ms) {
      now += ms;
    },
    post(...events) {
      space.outbox.post(
        { withdraws: [], events: events.map(eventOf) },
        { provider: ytx, cause: undefined, urlScenarios: [] },
      );
    },
  };
}

/** Resolves once all pending promises have settled that need no outside event. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
