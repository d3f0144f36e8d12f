import type { Control } from './case.js';
import type { JsonObject } from './json.js';

/** A role's entity on a target: ids and credentials by the provider's own names. */
export type Entity = JsonObject;

/** What a session is begun with: the case's situation, its references not yet resolved. */
export interface Situation {
  readonly provider: string;
  /** ms since the epoch; undefined leaves the clock as it is. */
  readonly now: number | undefined;
  readonly readings: Readonly<Record<string, string>>;
  readonly caller: string | undefined;
  /** Given the cast, the merge patch onto the provider's part of the world. */
  readonly world: (cast: Readonly<Record<string, Entity>>) => JsonObject | undefined;
}

/** One case's own stretch of a target: nobody else's requests are seen there. */
export interface Session {
  /** Where one of the provider's hosts is reached: a URL without a slash at its end. */
  readonly urlOf: (host: string) => string;
  /** Who plays which role here. */
  readonly cast: Readonly<Record<string, Entity>>;
  /** The provider's clock, ms since the epoch. */
  now(): number;
  /** Lets time pass, ms. */
  advance(byMs: number): Promise<void>;
  readonly fetch: typeof globalThis.fetch;
  end(): Promise<void>;
}

/** `provider` is the real one, with somebody's own account. */
export type Origin = 'simulator' | 'recording' | 'provider';

/** Something that answers as a provider does: the simulator in this process, one behind a URL, the real sandbox. */
export interface Target {
  readonly name: string;
  /** Who really answers; only what a provider answered can validate anything. */
  readonly origin: Origin;
  readonly controls: readonly Control[];
  /** Whether what a case books stays there, so that it has to be taken back. */
  readonly keepsState: boolean;
  begin(situation: Situation): Promise<Session>;
}
