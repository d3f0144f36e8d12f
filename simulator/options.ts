import type { AnyReadingOptions } from './core/pipeline/reading.js';
import type { Provider } from './core/provider.js';
import type { DeliveryResult } from './core/callbacks/transport.js';
import type { Clock } from './core/state/clock.js';
import type { Stub } from './core/state/stubs.js';
import type { World } from './core/state/world.js';
import type { CallbackOptions } from './http/callbacks/dispatcher.js';
import type { Schedule } from './http/faults.js';
import type { HttpLimits } from './http/limits.js';
import type { ProxyRules } from './http/proxy.js';
import type { RequestReport } from './http/request-log.js';
import type { RingLimits } from './platform/byte-ring.js';
import type { StallPorts } from './platform/stall-watch.js';
import type { KeyPair } from './tls/certificates.js';

/** The options of a simulator; all have a default. */
export interface SimulatorOptions {
  /** The simulated providers. Default: the included ones. */
  readonly providers?: readonly Provider[];
  /** The starting world of every space; validate it first. Default: the included one. */
  readonly world?: World;
  /** Seed for random values; the same seed gives the same values. */
  readonly seed?: string;
  /** The start of every space's clock, ms since the epoch. Default: the system's time. */
  readonly startAt?: number;
  /**
   * Readings that differ from the defaults, by provider: `{ ytx: { profile: 'lenient', validity: '10min' } }`. The name
   * `profile` selects a profile; single readings take precedence over it.
   */
  readonly readings?: Readonly<Record<string, AnyReadingOptions>>;
  /** The source of time. Default: the system. */
  readonly clock?: Clock;
  /** The limits of a space's journal. Default: 1,000 exchanges and 32 MiB. */
  readonly journal?: Partial<RingLimits>;
  /** The maximum number of named spaces at once. Default: 256. */
  readonly spaces?: number;
  /**
   * Approximate memory of all spaces, bytes. Default: 256 MiB. The longest unused spaces and the oldest entries are
   * dropped first.
   */
  readonly memory?: number;
  /** Omits every `simulator-*` header from provider replies. */
  readonly faithful?: boolean;
  /** Refuses requests with warnings, with a problem of the simulator. Default: they are answered as the provider does. */
  readonly rejectWarnings?: boolean;
  /**
   * Tokens of the user: an unknown caller whose signature is right with one of them is added to the world with it.
   * Default: none.
   */
  readonly adoptTokens?: readonly string[];
  /** The starting stubs of every space, as `loadStubs` returns them. Default: none. */
  readonly stubs?: readonly Stub[];
  /** Receives each request to a provider, or to an unknown path, after its reply; without credentials. Default: none. */
  readonly onRequest?: (report: RequestReport) => void;
  /** Receives the first warning of each name in a space that listens, without credentials. Default: none. */
  readonly warn?: (text: string) => void;
  /** The language of the warnings that `warn` receives. Default: English. */
  readonly language?: 'en' | 'zh';
  /** Hosts, besides loopback and the bound address, that the control API accepts. */
  readonly allowHosts?: readonly string[];
  /** The bearer token that the control API requires. Default: none. */
  readonly controlToken?: string;
  /** Options of callback deliveries. */
  readonly callbacks?: CallbackOptions;
  /**
   * The CA for TLS on the same port: `authority` reads or makes it when the first client needs it. Default: one in memory.
   * False: plain HTTP only.
   */
  readonly tls?: { readonly authority?: () => Promise<KeyPair> } | false;
  /** Rules of the forward proxy. */
  readonly proxy?: ProxyRules;
  /** Limits of the server; docs/security.md lists the defaults. */
  readonly limits?: Partial<HttpLimits>;
  /** Schedules the delayed replies of slow scenarios, in ms of real time. Default: the machine's timers. */
  readonly schedule?: Schedule;
  /**
   * Sources for the stall watch, which logs when the event loop is blocked for 200 ms or more. Default: no watch, since
   * in the user's own process the user's code may block it.
   */
  readonly stallPorts?: Omit<StallPorts, 'log'>;
  /** Receives errors, without credentials. Default: standard error. */
  readonly log?: (text: string) => void;
}

/** The space of a request, and its scenarios with the names that a URL would have. */
export interface Where {
  readonly space?: string | undefined;
  readonly scenarios?: readonly string[];
}

/** The circumstances of a request without a socket. */
export interface AskOptions extends Where {
  /** The result of the probe of a receiver. Default: the receiver answered. */
  readonly probe?: DeliveryResult | undefined;
}
