import { afterEach, expect } from '@jest/globals';
import { Agent } from 'node:http';
import type { Provider } from '../../simulator/core/provider.js';
import type { Schedule } from '../../simulator/http/faults.js';
import { createSimulator, type Listening, type Simulator, type SimulatorOptions } from '../../simulator/index.js';
import { type Answer, send } from '../ytx/caller.js';

/** 2026-11-21T12:00:00+08:00, where the machine's clock stands still. */
export const noon = Date.UTC(2026, 10, 21, 4);

/** A request. Default: POST without headers and body. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer of the control API. */
export interface ControlAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** A simulator that listens on a free port, with its internals. */
export interface TestSimulator extends Listening {
  readonly simulator: Simulator;
  /** The delays of faults, in ms, in order; no real time passed. */
  readonly pauses: readonly number[];
  /** Sends a request to a path. Default method: POST. */
  readonly ask: (path: string, asked?: Asked) => Promise<Answer>;
  /** Asks the control API, of a space such as `/~bob` when one is given; the path begins behind `/_simulator`. */
  readonly control: (method: string, path: string, body?: unknown, space?: string) => Promise<ControlAnswer>;
}

const open = new Set<() => Promise<void>>();

afterEach(async () => {
  await Promise.all([...open].map((close) => close()));
  open.clear();
});

/** Starts a simulator. It is closed when the test ends, and must have logged no bug. */
export async function openSimulator(options: SimulatorOptions = {}): Promise<TestSimulator> {
  const pauses: number[] = [];
  const logged: string[] = [];
  const pause: Schedule = (ms, then) => {
    pauses.push(ms);
    setImmediate(then);
    return () => undefined;
  };
  const log = (text: string): void => {
    logged.push(text);
  };
  const simulator = createSimulator({ clock: { now: () => noon }, schedule: pause, log, ...options });
  const listening = await simulator.listen(0);
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  open.add(async () => {
    agent.destroy();
    await listening.close(0);
    expect(logged).toEqual([]);
  });
  const ask: TestSimulator['ask'] = (target, { method = 'POST', headers = {}, body = '' } = {}) =>
    send(listening.port, { method, target, headers, body }, agent);
  return {
    ...listening,
    simulator,
    pauses,
    ask,
    async control(method, path, body, space = '') {
      const headers = { 'Content-Type': 'application/json' };
      const { status, text } = await ask(`${space}/_simulator${path}`, {
        method,
        ...(body !== undefined && { headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status, json: text === '' ? undefined : JSON.parse(text) };
    },
  };
}

/** The provider of this name. */
export function providerOf({ providers }: Pick<Simulator, 'providers'>, name: string): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider === undefined) throw new Error(`there is no provider called ${name}`);
  return provider;
}

/** Values for the parts of a path that the router reads. */
const versions: Readonly<Record<string, string>> = { ytx: '201612', xylink: 'v1' };

/** A path of an operation with unknown ids: only its form is right. */
export function pathOf({ name, operations }: Provider, operation: string): string {
  const path = operations[operation]?.path;
  if (path === undefined) throw new Error(`${name} has no operation ${operation}`);
  return path.replace('{version}', versions[name] ?? '').replace(/\{\w+\}/g, 'unknown');
}

/** The target of a YTX request without a signature; `/+name` can be put in front of it. */
export const unsigned = '/sandbox.ytx.net/201612/sid/unknown/call/TeleMeeting.wx';

/** The target of a XYLink request without a signature, for GET. */
export const unsignedStatus = '/sdk.xylink.com/api/rest/external/v1/conferenceControl/unknown/meetingStatus';

/** The scenarios that affected an answer, from its header. */
export const scenariosOf = ({ headers }: Answer): string | undefined => {
  const said = headers['simulator-scenario'];
  return typeof said === 'string' ? said : undefined;
};
