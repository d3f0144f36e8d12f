import type { Space } from '../../simulator/index.js';
import type { TestSimulator, ControlAnswer } from '../scenarios/scenario-server.js';
import { type Answer, type Call, prepare } from '../ytx/caller.js';
import { withCallback, withCallbackId } from '../ytx/meeting-events.js';

/** An attempt as the control API shows it. */
export interface ShownAttempt {
  readonly eventId: number;
  readonly event: string;
  readonly about: string;
  readonly exchange?: number;
  readonly url: string;
  readonly attempt: number;
  readonly at: string;
  readonly outcome: string;
  readonly says?: string;
  readonly reply?: { readonly status: number; readonly body: string };
  readonly accepted: boolean;
  readonly scenarios?: readonly string[];
  readonly nextAt?: string;
  readonly request: { readonly body: string };
}

/** A queued event, as the control API shows it. */
interface ShownQueued {
  readonly eventId: number;
  readonly event: string;
  readonly about: string;
  readonly due: string;
  readonly attempts: number;
}

/** Everything about callbacks in a space. */
export interface Shown {
  readonly queued: readonly ShownQueued[];
  readonly underWay: readonly ShownQueued[];
  readonly attempts: readonly ShownAttempt[];
}

/** A user of one space. The clock of the space is frozen until the test starts it. */
export interface SpaceClient {
  readonly name: string;
  readonly space: Space;
  /** Asks YTX for a meeting that sends callbacks; `scenarios` are put into the URL. */
  readonly call: (call?: Call, ...scenarios: readonly string[]) => Promise<Answer>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<ControlAnswer>;
  /** Advances the clock, by a duration such as `PT5S`; returns the attempts made. */
  readonly advance: (by: string) => Promise<readonly ShownAttempt[]>;
  readonly callbacks: (query?: string) => Promise<Shown>;
  /** Lays a JSON merge patch over YTX's part of the world. */
  readonly patch: (part: object) => Promise<ControlAnswer>;
}

/** A user of the space of this name. Its clock is frozen at noon; its meetings send their callbacks to `url`. */
export async function clientAt(sim: TestSimulator, name: string, url?: string): Promise<SpaceClient> {
  const space = sim.simulator.spaces.getOrCreate(name);
  const control: SpaceClient['control'] = (method, path, body) => sim.control(method, path, body, `/~${name}`);
  const good = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const { status, json } = await control(method, path, body);
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  };
  const patch: SpaceClient['patch'] = (part) => control('PATCH', '/world', { ytx: part });
  await good('PUT', '/clock', { mode: 'frozen' });
  if (url !== undefined) await patch({ applications: { [withCallbackId]: { callbackUrl: url } } });
  return {
    name,
    space,
    call(call = {}, ...scenarios) {
      const { host, target, ...rest } = prepare(space, { ...withCallback, ...call });
      const named = scenarios.map((each) => `/+${each}`).join('');
      return sim.ask(`/~${name}${named}/${host}${target}`, { ...rest, body: String(rest.body) });
    },
    control,
    advance: async (by) =>
      ((await good('POST', '/clock/advance', { by })) as { readonly callbacks: readonly ShownAttempt[] }).callbacks,
    callbacks: async (query = '') => (await good('GET', `/callbacks${query}`)) as Shown,
    patch,
  };
}

/** The events of a meeting of two parties as words (`wordOf`), in order, grouped by when they are due. */
export const timeline = {
  atOnce: ['started', 'callout 0804', 'alerting 0804', 'callout 7556', 'alerting 7556'],
  soon: ['answer 0804', 'answer 7556'],
  atTheEnd: ['disconnect 0804', 'disconnect 7556', 'ended'],
  last: ['record'],
} as const;

/** All events of that meeting, in order. */
export const wholeTimeline: readonly string[] = [
  ...timeline.atOnce,
  ...timeline.soon,
  ...timeline.atTheEnd,
  ...timeline.last,
];
