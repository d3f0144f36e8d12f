import { lackFor } from '../lack.js';
import { idsNamed, spentIn, strangerIn } from './footing.js';
import { MissingReferent } from '../references.js';
import { mostRequestsOf } from '../run/requests.js';
import type { Session, Target } from '../target.js';
import { originOf } from './origin.js';
import type { Profile, ProviderProfile } from './profile.js';
import type { PacedFetch, Pacing } from './paced-fetch.js';
import { distanceMs, pacedFetch } from './paced-fetch.js';

/** What reaches a real provider. */
export interface SandboxMeans extends Omit<Pacing, 'requestsPerSecond'> {
  readonly fetch: typeof globalThis.fetch;
  /** How long a request may take, ms; 10 s unless given. */
  readonly timeoutMs?: number | undefined;
  /** Whether a text of this provider's cases names something that exists in the included world alone; none does unless given. */
  readonly isInvented?: (provider: string, text: string) => boolean;
}

/** Real providers, asked with somebody's own account. */
export interface SandboxTarget extends Target {
  readonly objectionTo: NonNullable<Target['objectionTo']>;
  /** How many requests were sent so far. */
  sent(): number;
}

/** Makes a target of the providers in a profile. Nothing there can be controlled; what is booked there stays. */
export function sandboxTarget(profile: Profile, means: SandboxMeans): SandboxTarget {
  const paced = new Map(Object.entries(profile.providers).map(([name, part]) => [name, paceOf(part, means)]));
  const spent = new Set<string>();
  const sent = (): number => [...paced.values()].reduce((sum, each) => sum + each.sent(), 0);
  return {
    name: 'the sandbox of this profile',
    origin: originOf(profile),
    controls: [],
    keepsState: true,
    sent,
    objectionTo(file, contractCase) {
      const part = profile.providers[file.provider];
      if (part === undefined) return `the profile says nothing of ${file.provider}`;
      const lack = lackFor(file, contractCase, sessionOf(part, means.fetch, means));
      const about = { file, contractCase, part };
      const reason = lack ?? strangerIn(about, means) ?? spentIn(about, spent);
      if (reason !== undefined) return reason;
      if (sent() + mostRequestsOf(contractCase, { keepsState: true }) <= profile.budget) return undefined;
      return `the request budget of ${profile.budget} would not suffice; raise "budget" in the profile`;
    },
    begin({ provider, file, contractCase }) {
      const part = profile.providers[provider];
      const fetch = paced.get(provider)?.fetch;
      if (part === undefined || fetch === undefined) {
        throw new MissingReferent(`the profile says nothing of ${provider}`);
      }
      const spend = (kinds: readonly string[]): void => {
        for (const id of idsNamed({ file, contractCase, part }, kinds)) spent.add(id);
      };
      return Promise.resolve({ ...sessionOf(part, fetch, means), spend });
    },
  };
}

const paceOf = ({ requestsPerSecond }: ProviderProfile, { fetch, clock, sleep }: SandboxMeans): PacedFetch =>
  pacedFetch(fetch, { clock, sleep, requestsPerSecond });

function sessionOf(
  { baseUrls, cast, requestsPerSecond }: ProviderProfile,
  fetch: Session['fetch'],
  { clock, timeoutMs = 10_000 }: SandboxMeans,
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
    end: () => Promise.resolve(),
  };
}

function unknownHost(host: string): never {
  throw new MissingReferent(`the profile has no base URL for ${host}`);
}
