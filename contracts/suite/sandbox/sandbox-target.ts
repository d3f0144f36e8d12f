import { MissingReferent } from '../references.js';
import type { Session, Target } from '../target.js';
import type { PlannedCase } from '../run/plan.js';
import type { Profile, ProviderProfile } from './profile.js';
import type { PacedFetch, Pacing } from './paced-fetch.js';
import { pacedFetch } from './paced-fetch.js';

/** What reaches a real provider. */
export interface SandboxMeans extends Omit<Pacing, 'requestsPerSecond'> {
  readonly fetch: typeof globalThis.fetch;
}

/** Real providers, asked with somebody's own account. */
export interface SandboxTarget extends Target {
  /** Why this case must not be begun: what it takes to play it and to clean up would go beyond the budget. */
  objectionTo(planned: PlannedCase): string | undefined;
  /** How many requests were sent so far. */
  sent(): number;
}

/** Makes a target of the providers in a profile. Nothing there can be controlled; what is booked there stays. */
export function sandboxTarget(profile: Profile, means: SandboxMeans): SandboxTarget {
  const paced = new Map(Object.entries(profile.providers).map(([name, part]) => [name, paceOf(part, means)]));
  const sent = (): number => [...paced.values()].reduce((sum, each) => sum + each.sent(), 0);
  return {
    name: 'the sandbox of this profile',
    origin: 'provider',
    controls: [],
    keepsState: true,
    sent,
    objectionTo({ contractCase }) {
      // Each step may have to be taken back, and may have to log in.
      const most = contractCase.when.length * 3;
      if (sent() + most <= profile.budget) return undefined;
      return `the request budget of ${profile.budget} would not suffice; raise "budget" in the profile`;
    },
    begin({ provider }) {
      const part = profile.providers[provider];
      const fetch = paced.get(provider)?.fetch;
      if (part === undefined || fetch === undefined) {
        throw new MissingReferent(`the profile says nothing of ${provider}`);
      }
      return Promise.resolve(sessionOf(part, fetch, means));
    },
  };
}

const paceOf = ({ requestsPerSecond }: ProviderProfile, { fetch, clock, sleep }: SandboxMeans): PacedFetch =>
  pacedFetch(fetch, { clock, sleep, requestsPerSecond });

function sessionOf({ baseUrls, cast }: ProviderProfile, fetch: Session['fetch'], { clock }: SandboxMeans): Session {
  return {
    urlOf: (host) => baseUrls[host] ?? unknownHost(host),
    cast,
    now: () => clock.now(),
    advance() {
      throw new Error('nobody can move the clock of a real provider; a case that needs this is skipped before');
    },
    fetch,
    end: () => Promise.resolve(),
  };
}

function unknownHost(host: string): never {
  throw new MissingReferent(`the profile has no base URL for ${host}`);
}
