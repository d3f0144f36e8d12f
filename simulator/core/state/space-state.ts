import type { Attempts } from '../callbacks/attempts.js';
import type { Outbox } from '../callbacks/outbox.js';
import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Provider } from '../provider.js';
import type { Redact } from '../redaction/redactor.js';
import type { ScenarioRegistry } from '../scenarios/scenario-registry.js';
import type { Random, SpaceClock } from './clock.js';
import type { Documents } from './documents.js';
import type { Limiter } from './limiter.js';
import type { StubTable } from './stubs.js';

/** The part of a space that an exchange uses. */
export interface SpaceState {
  readonly clock: SpaceClock;
  readonly documents: Documents;
  readonly limiter: Limiter;
  readonly scenarios: ScenarioRegistry;
  readonly stubs: StubTable;
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  /** Whether the simulator itself rejects requests with warnings. */
  readonly rejectsWarnings: boolean;
  /** Tokens with which unknown callers are added to the world. */
  readonly adoptTokens: readonly string[];
  nextExchange(): number;
  readonly nextNumber: (sequence: string) => number;
  randomFor(exchange: number): Random;
  readingsOf(provider: Provider): AnyReadingOptions;
  /** Removes every credential of this space's world, present and former, from texts. */
  redactor(): Redact;
}
