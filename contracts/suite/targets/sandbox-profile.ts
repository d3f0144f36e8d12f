import type { Entity } from '../target.js';

/** A user's account at a provider: its URLs, and a real entity for each role. It holds credentials. */
export interface ProviderProfile {
  /** The URL of each of the provider's hosts, without a slash at its end. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** By role; the first member of an entity is its id. */
  readonly cast: Readonly<Record<string, Entity>>;
  /** The maximum number of requests in any second. */
  readonly requestsPerSecond: number;
}

/** The data for running cases against real providers. */
export interface Profile {
  readonly providers: Readonly<Record<string, ProviderProfile>>;
  /** The maximum number of requests of a run, those that clean up included. */
  readonly budget: number;
}
