import xylink from '../../xylink/api.json' with { type: 'json' };
import ytx from '../../ytx/api.json' with { type: 'json' };
import type { CaseFile, ContractCase } from '../case.js';
import { MissingReferent } from '../references.js';
import { phonesIn } from '../role-binding.js';
import { maxRequestsOf } from '../run/plan.js';
import type { EffectRequest, RequestEffect } from '../side-effect/effect.js';
import { effectOf, effectsOfCase } from '../side-effect/planned-requests.js';
import { namedIds, missingFor, spentReference, unknownEntityReason } from '../skip-reason.js';
import { TargetError } from '../target-error.js';
import type { Origin, Session, Target } from '../target.js';
import type { Profile, ProviderProfile } from './sandbox-profile.js';

/** The dependencies and permissions for calling a real provider. */
export interface SandboxMeans extends Omit<Pacing, 'requestsPerSecond'> {
  readonly fetch: typeof globalThis.fetch;
  /** The timeout of a request, in ms. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Allows requests that could ring a phone or change a running meeting. Default: false. */
  readonly allowDialling?: boolean;
}

/** Real providers, called with a real account. */
export interface SandboxTarget extends Target {
  /** The maximum number of requests of a run. */
  readonly budget: number;
  readonly rejectionReason: NonNullable<Target['rejectionReason']>;
  /** The effect of each request of a case; it sends nothing. Throws a `MissingReferent` for a role without an entity. */
  readonly effectsOf: (file: CaseFile, contractCase: ContractCase) => Promise<readonly RequestEffect[]>;
  /** The maximum number of requests to a provider in any second. */
  readonly requestsPerSecond: (provider: string) => number;
  /** How many requests were sent so far. */
  sentCount(): number;
}

/** Makes a target of the providers in a profile. It has no controls, and bookings stay until they are cancelled. */
export function sandboxTarget(profile: Profile, means: SandboxMeans): SandboxTarget {
  const paced = new Map(Object.entries(profile.providers).map(([name, part]) => [name, paceOf(part, means)]));
  const spent = new Set<string>();
  const sentCount = (): number => [...paced.values()].reduce((sum, each) => sum + each.sentCount(), 0);
  const { allowDialling = false, clock } = means;
  const partOf = (provider: string): ProviderProfile => {
    const part = profile.providers[provider];
    if (part === undefined) throw new MissingReferent(`the profile has no provider ${provider}`);
    return part;
  };
  const effectsOf: SandboxTarget['effectsOf'] = (file, contractCase) => {
    const part = partOf(file.provider);
    return effectsOfCase(file, contractCase, sessionOf(part, means.fetch, means));
  };
  return {
    name: 'the sandbox of this profile',
    origin: originOf(profile),
    controls: [],
    keepsState: true,
    budget: profile.budget,
    requestsPerSecond: (provider) => partOf(provider).requestsPerSecond,
    sentCount: sentCount,
    rejectionReason(file, contractCase) {
      const part = profile.providers[file.provider];
      if (part === undefined) return `the profile has no provider ${file.provider}`;
      const missing = missingFor(file, contractCase, sessionOf(part, means.fetch, means));
      const about = { file, contractCase, part };
      return missing ?? unknownEntityReason(about) ?? spentReference(about, spent);
    },
    effectsOf,
    async requestsRejectionReason(file, contractCase) {
      const permission = { part: partOf(file.provider), allowDialling };
      const effects = await effectsOf(file, contractCase);
      return effects.map((effect) => effectRejectionReason(effect, permission)).find((each) => each !== undefined);
    },
    begin({ provider, file, contractCase }) {
      const part = partOf(provider);
      const gate = gateFor(provider, { part, allowDialling }, clock);
      const fetch = guardedFetch(paced.get(provider)?.fetch ?? means.fetch, gate);
      // An exhausted budget makes the case inconclusive: the provider could have answered.
      if (sentCount() + maxRequestsOf(contractCase, { keepsState: true }) > profile.budget) {
        throw new TargetError(
          `the request budget of ${profile.budget} would not suffice; raise "budget" in the profile`,
        );
      }
      const spend = (kinds: readonly string[]): void => {
        for (const id of namedIds({ file, contractCase, part }, kinds)) spent.add(id);
      };
      return Promise.resolve({ ...sessionOf(part, fetch, means), rejectionReason: gate, spend });
    },
  };
}

/** Providers count requests by the second. */
const pauseMs = 1000;

const paceOf = ({ requestsPerSecond }: ProviderProfile, { fetch, clock, sleep }: SandboxMeans): PacedFetch =>
  pacedFetch(fetch, { clock, sleep, requestsPerSecond });

function sessionOf(
  { baseUrls, cast, requestsPerSecond }: ProviderProfile,
  fetch: Session['fetch'],
  { clock, sleep, timeoutMs = 10_000 }: SandboxMeans,
): Session {
  return {
    // The client's timeout includes the wait for the pace.
    timeoutMs: timeoutMs + distanceMs(requestsPerSecond),
    urlOf: (host) => baseUrls[host] ?? unknownHost(host),
    cast,
    now: () => clock.now(),
    advance() {
      throw new Error('the clock of a real provider cannot be advanced; the suite must skip a case that needs it');
    },
    fetch,
    pause: () => sleep(pauseMs),
    end: () => Promise.resolve(),
  };
}

function unknownHost(host: string): never {
  throw new MissingReferent(`the profile has no base URL for ${host}`);
}

/** The permissions of a profile's owner. */
interface Permission {
  readonly part: ProviderProfile;
  /** Whether phones may ring and running meetings may change. */
  readonly allowDialling: boolean;
}

/** Why a request with this effect must not be sent; undefined when it may. */
function effectRejectionReason(
  { sideEffect, reason, numbers }: RequestEffect,
  { part, allowDialling }: Permission,
): string | undefined {
  const own = phonesIn(part.cast);
  const foreign = numbers.find((number) => !own.includes(number));
  if (foreign !== undefined) return `it names the number ${foreign}, which is not a phone of the profile`;
  if (sideEffect !== 'calls' || allowDialling) return undefined;
  return `phones could ring or a running meeting could change (${reason}), and dialling is not allowed`;
}

/** Checks each request to a provider before it is sent: why it must not be sent; undefined when it may. */
const gateFor =
  (provider: string, permission: Permission, clock: { now(): number }) =>
  (request: EffectRequest): string | undefined =>
    effectRejectionReason(effectOf(provider, request, clock.now()), permission);

/** A fetch that sends only the requests that the gate allows. */
const guardedFetch =
  (fetch: typeof globalThis.fetch, rejectionReason: ReturnType<typeof gateFor>): typeof globalThis.fetch =>
  (input, init = {}) => {
    if (typeof input !== 'string') throw new TypeError('fetch of the suite takes a URL as a string');
    const body = init.body instanceof Uint8Array ? init.body : new Uint8Array();
    const reason = rejectionReason({ method: init.method ?? 'GET', url: input, body });
    return reason === undefined ? fetch(input, init) : Promise.reject(new Error(`not sent: ${reason}`));
  };

/** The options of pacing. */
interface Pacing {
  readonly clock: { now(): number };
  readonly sleep: (ms: number) => Promise<void>;
  readonly requestsPerSecond: number;
}

/** A fetch with a limited rate, and its number of calls. */
interface PacedFetch {
  readonly fetch: typeof globalThis.fetch;
  sentCount(): number;
}

/** The distance between requests, in ms. */
const distanceMs = (requestsPerSecond: number): number => 1000 / requestsPerSecond;

/** Sends requests with at least this distance between them. */
function pacedFetch(fetch: typeof globalThis.fetch, { clock, sleep, requestsPerSecond }: Pacing): PacedFetch {
  const apart = distanceMs(requestsPerSecond);
  let count = 0;
  let nextAt = 0;
  return {
    sentCount: () => count,
    async fetch(input, init) {
      const now = clock.now();
      const at = Math.max(now, nextAt);
      // Reserved before the wait, so that later calls queue behind this one.
      nextAt = at + apart;
      count += 1;
      if (at > now) await sleep(at - now);
      return fetch(input, init);
    },
  };
}

const hostsIn = ({ servers }: { readonly servers: readonly { readonly url: string }[] }): readonly string[] =>
  servers.map(({ url }) => new URL(url).host);

/** The hosts of a real provider, ports included. */
const ownHosts: Readonly<Record<string, readonly string[]>> = { xylink: hostsIn(xylink), ytx: hostsIn(ytx) };

/**
 * The origin of a profile: `provider` only if every base URL leads to a host of that provider. With any other host, such as
 * loopback, it is a `stand-in`, and validates nothing.
 */
export function originOf({ providers }: Profile): Extract<Origin, 'provider' | 'stand-in'> {
  const isReal = Object.entries(providers).every(([name, { baseUrls }]) =>
    Object.values(baseUrls).every((url) => ownHosts[name]?.includes(new URL(url).host) === true),
  );
  return isReal ? 'provider' : 'stand-in';
}
