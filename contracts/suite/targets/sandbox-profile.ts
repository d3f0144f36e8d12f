import type { Entity } from '../target.js';

/** One person's own part of a provider: where it is asked, and a real entity for each role. It holds credentials. */
export interface ProviderProfile {
  /** Where each of the provider's hosts is reached; a URL without a slash at its end. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** By role; what an entity says of itself first is its id. */
  readonly cast: Readonly<Record<string, Entity>>;
  /** No more than so many requests are sent in any second. */
  readonly requestsPerSecond: number;
}

/** What is needed to play cases against real providers. */
export interface Profile {
  readonly providers: Readonly<Record<string, ProviderProfile>>;
  /** No more than so many requests are sent in a run, those that clean up included. */
  readonly budget: number;
}
