import { spaceClients, type SpaceClients } from './clients.js';
import { type ClockControl, spaceClock } from './clock.js';
import { connectControl, ControlError, type SimulatorAddress } from './control.js';
import type {
  ActiveScenario,
  CastByProvider,
  ReadingsSelection,
  ReadingsState,
  ResetResult,
  ScenarioActivation,
  ScenarioList,
  ScenarioName,
  StubDefinition,
} from './generated.js';
import { type SpaceCallbacks, spaceCallbacks, type SpaceJournal, spaceJournal } from './journal.js';

/** The hosts of each provider; a test compares them with the providers themselves. */
export const hostsByProvider = {
  ytx: ['sandbox.ytx.net', 'api.ytx.net'],
  xylink: ['sdk.xylink.com', 'cloud.xylink.com', 'sdkapi.xylink.com'],
} as const;

/** The providers of the package. */
export type ProviderName = keyof typeof hostsByProvider;

/** The scenarios of a space. */
export interface SpaceScenarios {
  readonly list: () => Promise<ScenarioList>;
  /** Switches a scenario on: for `times` requests, `for` a duration, for those that `match`. Default: until it is switched off. */
  readonly use: (name: ScenarioName, activation?: ScenarioActivation) => Promise<ActiveScenario>;
  readonly switchOff: (name: ScenarioName) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** The readings of a space. */
export interface SpaceReadings {
  readonly get: () => Promise<ReadingsState>;
  /** Changes readings of a provider; others stay. */
  readonly set: <Name extends ProviderName>(
    provider: Name,
    options: NonNullable<ReadingsSelection[Name]>,
  ) => Promise<ReadingsState>;
  /** Replaces all of them: readings that are left out get their default. */
  readonly replace: (selection: ReadingsSelection) => Promise<ReadingsState>;
}

/** The world of a space: what the providers know. `world.schema.json` describes it. */
export interface SpaceWorld {
  readonly get: () => Promise<object>;
  /** Changes it by a JSON merge patch (RFC 7396). */
  readonly patch: (patch: object) => Promise<object>;
  readonly replace: (world: object) => Promise<object>;
}

/** The stubs of a space: replies to requests that the simulator does not model. */
export interface SpaceStubs {
  readonly list: () => Promise<Readonly<Record<string, StubDefinition>>>;
  readonly get: (name: string) => Promise<StubDefinition>;
  readonly set: (name: string, stub: StubDefinition) => Promise<StubDefinition>;
  readonly remove: (name: string) => Promise<void>;
  /** Goes back to no stubs at all. */
  readonly clear: () => Promise<void>;
}

/** Actions in a XYLink meeting that no request causes. */
export interface XylinkRooms {
  readonly startMeeting: (room: string) => Promise<void>;
  readonly endMeeting: (room: string) => Promise<void>;
  readonly addParticipants: (room: string, numbers: readonly string[]) => Promise<void>;
  readonly removeParticipants: (room: string, ids: readonly string[]) => Promise<void>;
  readonly closeGroups: (room: string) => Promise<void>;
}

/** What a base URL leads to besides the provider. */
export interface UrlOptions {
  /** Another host of the provider: `api.ytx.net`. Default: its first. */
  readonly host?: string;
  /** Scenarios for every request to it. */
  readonly scenarios?: readonly ScenarioName[];
}

/**
 * An isolated space of a simulator, in this process or another: its own world, clock, journal and scenarios.
 *
 * Calls are sent in order, also those that are not awaited. They reject with a `ControlError`.
 */
export interface SimulatorSpace extends SpaceClients {
  readonly name: string;
  /** The base URL of a provider in this space, without a slash at its end. */
  readonly url: (provider: ProviderName, options?: UrlOptions) => string;
  readonly clock: ClockControl;
  readonly scenarios: SpaceScenarios;
  readonly readings: SpaceReadings;
  readonly world: SpaceWorld;
  readonly journal: SpaceJournal;
  readonly callbacks: SpaceCallbacks;
  readonly stubs: SpaceStubs;
  readonly rooms: XylinkRooms;
  /** Entities by provider and role, with usable credentials. */
  readonly cast: () => Promise<CastByProvider>;
  /** Goes back to the starting world, clock, readings and an empty journal. */
  readonly reset: () => Promise<ResetResult>;
  /** Removes the space, if it is there; its name then means a new one. */
  readonly remove: () => Promise<void>;
}

/** A space of the simulator at this address. */
export function spaceAt(address: SimulatorAddress, name: string): SimulatorSpace {
  const control = connectControl(address, name);
  const { call } = control;
  const clock = spaceClock(control);
  const url: SimulatorSpace['url'] = (provider, { host = hostsByProvider[provider][0], scenarios = [] } = {}) =>
    [address.url, `~${name}`, ...scenarios.map((each) => `+${encodeURIComponent(each)}`), host].join('/');
  const cast = (): Promise<CastByProvider> => call({ method: 'GET', path: '/cast' });
  const readings = (method: 'PUT' | 'PATCH', body: ReadingsSelection): Promise<ReadingsState> =>
    call({ method, path: '/readings', body });
  return {
    name,
    url,
    clock,
    cast,
    ...spaceClients({ clock, cast, url }),
    scenarios: {
      list: () => call({ method: 'GET', path: '/scenarios' }),
      use: (scenario, body = {}) => call({ method: 'PUT', path: scenarioPath(scenario), body }),
      switchOff: (scenario) => call({ method: 'DELETE', path: scenarioPath(scenario) }),
      clear: () => call({ method: 'DELETE', path: '/scenarios' }),
    },
    readings: {
      get: () => call({ method: 'GET', path: '/readings' }),
      set: (provider, options) => readings('PATCH', { [provider]: options }),
      replace: (selection) => readings('PUT', selection),
    },
    world: {
      get: () => call({ method: 'GET', path: '/world' }),
      patch: (body) => call({ method: 'PATCH', path: '/world', body }),
      replace: (body) => call({ method: 'PUT', path: '/world', body }),
    },
    journal: spaceJournal(control),
    callbacks: spaceCallbacks(control),
    stubs: {
      list: () => call({ method: 'GET', path: '/stubs' }),
      get: (stub) => call({ method: 'GET', path: `/stubs/${encodeURIComponent(stub)}` }),
      set: (stub, body) => call({ method: 'PUT', path: `/stubs/${encodeURIComponent(stub)}`, body }),
      remove: (stub) => call({ method: 'DELETE', path: `/stubs/${encodeURIComponent(stub)}` }),
      clear: () => call({ method: 'DELETE', path: '/stubs' }),
    },
    rooms: xylinkRooms(call),
    reset: () => call({ method: 'POST', path: '/reset' }),
    remove: () =>
      connectControl(address, undefined)
        .call({ method: 'DELETE', path: `/spaces/${name}` })
        .catch((error: unknown) => {
          if (!(error instanceof ControlError && error.status === 404)) throw error;
        }),
  };
}

/** A provider's prefix is a segment of its own. */
const scenarioPath = (name: string): string => `/scenarios/${name.split('/').map(encodeURIComponent).join('/')}`;

function xylinkRooms(call: ReturnType<typeof connectControl>['call']): XylinkRooms {
  const path = (room: string, part: string): string => `/xylink/rooms/${encodeURIComponent(room)}/${part}`;
  return {
    startMeeting: (room) => call({ method: 'POST', path: path(room, 'meeting') }),
    endMeeting: (room) => call({ method: 'DELETE', path: path(room, 'meeting') }),
    addParticipants: (room, numbers) => call({ method: 'POST', path: path(room, 'participants'), body: { numbers } }),
    removeParticipants: (room, ids) => call({ method: 'DELETE', path: path(room, 'participants'), body: { ids } }),
    closeGroups: (room) => call({ method: 'DELETE', path: path(room, 'groups') }),
  };
}
