import xylink from '../../xylink/api.json' with { type: 'json' };
import ytx from '../../ytx/api.json' with { type: 'json' };
import type { CaseFile, ContractCase } from '../case.js';
import { MissingReferent } from '../references.js';
import { phonesIn } from '../role-binding.js';
import { mostRequestsOf } from '../run/plan.js';
import type { EffectRequest, RequestEffect } from '../side-effect/effect.js';
import { effectOf, effectsOfCase } from '../side-effect/planned-requests.js';
import { namedIds, missingFor, spentReference, strangerIn } from '../skip-reason.js';
import { TargetError } from '../target-error.js';
import type { Origin, Session, Target } from '../target.js';
import type { Profile, ProviderProfile } from './sandbox-profile.js';

/** What reaches a real provider. */
export interface SandboxMeans extends Omit<Pacing, 'requestsPerSecond'> {
  readonly fetch: typeof globalThis.fetch;
  /** How long a request may take, ms; 10 s unless given. */
  readonly timeoutMs?: number | undefined;
  /** Sends also what could ring a phone or change a running meeting (default: false). */
  readonly allowDialling?: boolean;
}

/** Real providers, asked with somebody's own account. */
export interface SandboxTarget extends Target {
  /** No more than so many requests are sent in a run. */
  readonly budget: number;
  readonly objectionTo: NonNullable<Target['objectionTo']>;
  /** What each request of a case could do; nothing is sent to find out. A `MissingReferent` where nobody plays a role. */
  readonly effectsOf: (file: CaseFile, contractCase: ContractCase) => Promise<readonly RequestEffect[]>;
  /** No more than so many requests are sent to a provider in any second. */
  readonly requestsPerSecond: (provider: string) => number;
  /** How many requests were sent so far. */
  sentCount(): number;
}

/** Makes a target of the providers in a profile. Nothing there can be controlled; what is booked there stays. */
export function sandboxTarget(profile: Profile, means: SandboxMeans): SandboxTarget {
  const paced = new Map(Object.entries(profile.providers).map(([name, part]) => [name, paceOf(part, means)]));
  const spent = new Set<string>();
  const sentCount = (): number => [...paced.values()].reduce((sum, each) => sum + each.sentCount(), 0);
  const { allowDialling = false, clock } = means;
  const partOf = (provider: string): ProviderProfile => {
    const part = profile.providers[provider];
    if (part === undefined) throw new MissingReferent(`the profile says nothing of ${provider}`);
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
    objectionTo(file, contractCase) {
      const part = profile.providers[file.provider];
      if (part === undefined) return `the profile says nothing of ${file.provider}`;
      const missing = missingFor(file, contractCase, sessionOf(part, means.fetch, means));
      const about = { file, contractCase, part };
      return missing ?? strangerIn(about) ?? spentReference(about, spent);
    },
    effectsOf,
    async objectionToRequests(file, contractCase) {
      const permission = { part: partOf(file.provider), allowDialling };
      const effects = await effectsOf(file, contractCase);
      return effects.map((effect) => objectionToEffect(effect, permission)).find((each) => each !== undefined);
    },
    begin({ provider, file, contractCase }) {
      const part = partOf(provider);
      const gate = gateFor(provider, { part, allowDialling }, clock);
      const fetch = guardedFetch(paced.get(provider)?.fetch ?? means.fetch, gate);
      // That the owner lets no more be sent is no lack of the provider's: the case could be judged, and is not.
      if (sentCount() + mostRequestsOf(contractCase, { keepsState: true }) > profile.budget) {
        throw new TargetError(
          `the request budget of ${profile.budget} would not suffice; raise "budget" in the profile`,
        );
      }
      const spend = (kinds: readonly string[]): void => {
        for (const id of namedIds({ file, contractCase, part }, kinds)) spent.add(id);
      };
      return Promise.resolve({ ...sessionOf(part, fetch, means), objectionTo: gate, spend });
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
    // The client counts from when it asks for a turn.
    timeoutMs: timeoutMs + distanceMs(requestsPerSecond),
    urlOf: (host) => baseUrls[host] ?? unknownHost(host),
    cast,
    now: () => clock.now(),
    advance() {
      throw new Error('nobody can move the clock of a real provider; a case that needs this is skipped before');
    },
    fetch,
    pause: () => sleep(pauseMs),
    end: () => Promise.resolve(),
  };
}

function unknownHost(host: string): never {
  throw new MissingReferent(`the profile has no base URL for ${host}`);
}

/** What the owner of a profile allows. */
interface Permission {
  readonly part: ProviderProfile;
  /** Whether phones may ring and running meetings may change. */
  readonly allowDialling: boolean;
}

/** Why a request with this effect must not be sent; undefined when it may. */
function objectionToEffect(
  { sideEffect, reason, numbers }: RequestEffect,
  { part, allowDialling }: Permission,
): string | undefined {
  const own = phonesIn(part.cast);
  const foreign = numbers.find((number) => !own.includes(number));
  if (foreign !== undefined) return `it names the number ${foreign}, which is not a phone of the profile`;
  if (sideEffect !== 'calls' || allowDialling) return undefined;
  return `phones could ring or a running meeting could change (${reason}), and dialling is not allowed`;
}

/** Says of each request to a provider, right before it is sent, why it must not be; undefined when it may. */
const gateFor =
  (provider: string, permission: Permission, clock: { now(): number }) =>
  (request: EffectRequest): string | undefined =>
    objectionToEffect(effectOf(provider, request, clock.now()), permission);

/** A fetch that rejects each request to which the gate objects, and sends the others. */
const guardedFetch =
  (fetch: typeof globalThis.fetch, objectionTo: ReturnType<typeof gateFor>): typeof globalThis.fetch =>
  (input, init = {}) => {
    if (typeof input !== 'string') throw new TypeError('the suite asks for URLs as text');
    const body = init.body instanceof Uint8Array ? init.body : new Uint8Array();
    const refusalReason = objectionTo({ method: init.method ?? 'GET', url: input, body });
    return refusalReason === undefined ? fetch(input, init) : Promise.reject(new Error(`not sent: ${refusalReason}`));
  };

/** What pacing needs of the machine. */
interface Pacing {
  readonly clock: { now(): number };
  readonly sleep: (ms: number) => Promise<void>;
  readonly requestsPerSecond: number;
}

/** A fetch that keeps its distance, and how often it was called. */
interface PacedFetch {
  readonly fetch: typeof globalThis.fetch;
  sentCount(): number;
}

/** How far apart requests are, ms. */
const distanceMs = (requestsPerSecond: number): number => 1000 / requestsPerSecond;

/** Sends one request at a time, each at least so long after the one before that the pace is kept. */
function pacedFetch(fetch: typeof globalThis.fetch, { clock, sleep, requestsPerSecond }: Pacing): PacedFetch {
  const apart = distanceMs(requestsPerSecond);
  let count = 0;
  let nextAt = 0;
  return {
    sentCount: () => count,
    async fetch(input, init) {
      const now = clock.now();
      const at = Math.max(now, nextAt);
      // Taken before the wait, so that those who come meanwhile queue behind.
      nextAt = at + apart;
      count += 1;
      if (at > now) await sleep(at - now);
      return fetch(input, init);
    },
  };
}

const hostsIn = ({ servers }: { readonly servers: readonly { readonly url: string }[] }): readonly string[] =>
  servers.map(({ url }) => new URL(url).host);

/** The hosts, ports included, at which a provider itself answers. */
const ownHosts: Readonly<Record<string, readonly string[]>> = { xylink: hostsIn(xylink), ytx: hostsIn(ytx) };

/**
 * Who answers at the base URLs of a profile: a `provider` only where every one of them leads to a host of that
 * provider's own. With anything else among them, loopback above all, the whole is a `stand-in`, and validates nothing.
 */
export function originOf({ providers }: Profile): Extract<Origin, 'provider' | 'stand-in'> {
  const isReal = Object.entries(providers).every(([name, { baseUrls }]) =>
    Object.values(baseUrls).every((url) => ownHosts[name]?.includes(new URL(url).host) === true),
  );
  return isReal ? 'provider' : 'stand-in';
}
