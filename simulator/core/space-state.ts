import type { Attempts } from './callbacks/attempt.js';
import type { Outbox } from './callbacks/outbox.js';
import type { SpaceClock } from './clock.js';
import type { Documents } from './documents.js';
import type { Limiter } from './limiter.js';
import type { Provider } from './provider.js';
import type { Random } from './random.js';
import type { AnyChosen } from './reading.js';
import type { Redact } from './redaction.js';
import type { Switchboard } from './scenarios/switchboard.js';

/** What an exchange needs of its space. */
export interface SpaceState {
  readonly clock: SpaceClock;
  readonly documents: Documents;
  readonly limiter: Limiter;
  readonly scenarios: Switchboard;
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  nextExchange(): number;
  readonly nextNumber: (series: string) => number;
  randomFor(exchange: number): Random;
  readingsOf(provider: Provider): AnyChosen;
  /** What takes every credential of this space's world, and of those it had since its start, out of texts. */
  redactor(): Redact;
}
