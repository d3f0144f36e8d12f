/** The public API of the simulator: in this process, and over its control API. */
export { createSimulator, loadStubs, startingWorld, type Simulator } from './simulator.js';
export { defineConfig, type UnderstudyConfig } from './config-generated.js';
export type { Attempt } from './core/callbacks/attempts.js';
export type { DeliveryResult, Transport } from './core/callbacks/transport.js';
export type { Exchange } from './core/requests/handle-request.js';
export type { IncomingRequest } from './core/requests/incoming-request.js';
export type { Space } from './core/state/space.js';
export type { Stub } from './core/state/stubs.js';
export type { World } from './core/state/world.js';
export type { Advanced } from './http/callbacks/advance-clock.js';
export type { CallbackOptions } from './http/callbacks/dispatcher.js';
export type { Listening } from './http/lifecycle.js';
export type { HttpLimits } from './http/limits.js';
export type { RequestReport } from './http/request-log.js';
export type { Entrance } from './listening.js';
export type { AskOptions, SimulatorOptions, Where } from './options.js';
export { ControlError, type SimulatorAddress } from './test-kit/control.js';
export {
  connectSimulator,
  startSimulator,
  type SimulatorConnection,
  type StartedSimulator,
  type StartOptions,
} from './test-kit/start.js';
export type {
  ProviderName,
  SimulatorSpace,
  SpaceReadings,
  SpaceScenarios,
  SpaceStubs,
  SpaceWorld,
  UrlOptions,
  XylinkRooms,
} from './test-kit/space.js';
export type { ClockControl } from './test-kit/clock.js';
export type { SpaceClients, XylinkClientOfSpace, YtxClientOfSpace } from './test-kit/clients.js';
export type {
  CallbackFilter,
  ExchangeFilter,
  ExplainedExchange,
  SpaceCallbacks,
  SpaceJournal,
  WaitOptions,
} from './test-kit/journal.js';
export type * from './test-kit/generated.js';
