import type { CallbackEvent } from '../../simulator/core/callbacks/event.js';
import type { Transport, WebhookRequest, DeliveryResult } from '../../simulator/core/callbacks/transport.js';
import type { Provider } from '../../simulator/core/provider.js';
import { readSequence } from '../../simulator/core/scenarios/sequence.js';
import { type Dispatcher, dispatcherWith } from '../../simulator/http/callbacks/dispatcher.js';
import { createSimulator, type Space } from '../../simulator/index.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { noon } from '../scenarios/scenario-server.js';

/** A parcel on its way, which arrives when the test says so. */
export interface Carried {
  readonly webhook: WebhookRequest;
  readonly arrive: (deliveryResult?: DeliveryResult) => void;
}

/** The receipt of a receiver that is content, or answers with another status. */
export const answered = (status = 200): DeliveryResult => ({
  outcome: 'answered',
  reply: { status, contentType: null, body: new Uint8Array() },
});

/** An alarm that was set; `off` once it was called off. */
export interface Alarm {
  readonly ms: number;
  readonly ring: () => void;
  off: boolean;
}

/** A dispatcher whose couriers, alarms and time are in the test's hands, and a space that it sees to. */
export interface OutboxTester {
  readonly dispatcher: Dispatcher;
  readonly space: Space;
  /** In whose name notices are posted. */
  readonly provider: Provider;
  /** What was given to a courier, in order. */
  readonly carried: Carried[];
  /** The text of each of them. */
  readonly texts: () => readonly string[];
  readonly alarms: Alarm[];
  readonly faults: unknown[];
  /** Lets the machine's time pass. */
  readonly pass: (ms: number) => void;
  /** Puts notices into the outbox: their texts, when they are due (ms after noon), and to whom. */
  readonly post: (...events: readonly Posted[]) => void;
  /** Switches on a scenario. */
  readonly switchOn: (name: string) => void;
}

type Posted = readonly [text: string, after: number, receiver: string, body?: () => Uint8Array];

interface OutboxTesterOptions {
  readonly obliging?: readonly string[];
  readonly lanes?: number;
}

/** Opens one; whoever is named in `obliging` answers at once. */
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
    tools: { transport, timeoutMs: 1000, faithful: false, fault: (_space, error) => faults.push(error) },
    ...(lanes !== undefined && { lanes }),
    alarm(ms, then) {
      const alarm = { ms, ring: then, off: false };
      alarms.push(alarm);
      return () => {
        alarm.off = true;
      };
    },
  });
  const space = createSimulator({ clock: { now: () => now } }).spaces.of('post');
  const eventOf = ([text, after, receiver, body]: Posted): CallbackEvent => ({
    type: 'callRecord',
    about: text,
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
      space.outbox.post({ withdraws: [], events: events.map(eventOf) }, { provider: ytx, cause: undefined, named: [] });
    },
  };
}

/** Lets everything happen that waits for nothing outside. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
