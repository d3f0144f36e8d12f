import type { EmittedEvents } from '../../simulator/core/callbacks/event.js';
import type {
  ActionInput,
  ActionOutcome,
  AnyEndpoint,
  ControlAction,
  Provider,
} from '../../simulator/core/provider.js';
import { providers } from '../../simulator/providers/index.js';
import type { SimulatorOptions } from '../../simulator/index.js';
import { type Answer, noon, type ProviderServer, startServer, signedByOne } from './xylink-requests.js';

/** An event as its receiver would get it, its body parsed. */
export interface SentEvent {
  readonly type: string;
  readonly subject: string;
  readonly due: number;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A simulator whose clock stands still, with all events that XYLink emits. */
export interface EventServer extends ProviderServer {
  readonly emittedEvents: readonly EmittedEvents[];
  /** The events emitted since the last call. */
  readonly takeEvents: () => readonly SentEvent[];
  /** Registers `NewUserCall` for the enterprise. */
  readonly registerCalls: (url: string) => Promise<Answer>;
  /** Registers an event of a room. */
  readonly registerRoster: (room: string, url: string, event?: string) => Promise<Answer>;
}

export async function startEventServer(options: SimulatorOptions = {}): Promise<EventServer> {
  const emittedEvents: EmittedEvents[] = [];
  const hear = (emitted: EmittedEvents | undefined): void => {
    if (emitted !== undefined) emittedEvents.push(emitted);
  };
  const server = await startServer({
    clock: { now: () => noon },
    // The receivers of these tests do not exist.
    readings: { xylink: { registrationProbe: 'off' } },
    ...options,
    providers: providers.map((each) => heard(each, hear)),
  });
  let asked = 0;
  const register = (path: string, body: object): Promise<Answer> =>
    server.send(signedByOne('POST', path, JSON.stringify(body)));
  return {
    ...server,
    emittedEvents,
    takeEvents() {
      const fresh = emittedEvents.slice(asked).flatMap(({ events }) => events);
      asked = emittedEvents.length;
      return fresh.map(({ body, ...event }) => {
        return { ...event, body: JSON.parse(Buffer.from(body()).toString()) as SentEvent['body'] };
      });
    },
    registerCalls: (handlerUrl) => register('callbacks', { callbackEvent: 'NewUserCall', handlerUrl }),
    registerRoster: (confNumber, handlerUrl, callbackEvent = 'ConferenceRosterInfo') =>
      register(`callbacks/roster/${confNumber}`, { confNumber, callbackEvent, handlerUrl }),
  };
}

type Hear = (emitted: EmittedEvents | undefined) => void;

/** The provider, with `hear` called for all events that its operations and actions emit. */
function heard(provider: Provider, hear: Hear): Provider {
  const endpoints = Object.entries(provider.endpoints).map(([name, served]): readonly [string, AnyEndpoint] => {
    const does: AnyEndpoint['handle'] = (known, generators) => {
      const done = served.handle(known, generators);
      hear(done.emits);
      return done;
    };
    return [name, { ...served, handle: does }];
  });
  const actions = provider.actions?.map((action): ControlAction => {
    const act = (asked: ActionInput): ActionOutcome => {
      const outcome = action.act(asked);
      if (outcome.ok) hear(outcome.emits);
      return outcome;
    };
    return { ...action, act };
  });
  return { ...provider, endpoints: Object.fromEntries(endpoints), ...(actions && { actions }) };
}
