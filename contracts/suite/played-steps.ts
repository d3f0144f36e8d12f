import type { Prepared, RawReply } from '../../client/index.js';
import type { UncancelledBooking } from './clients/client.js';
import type { Verdict } from './target.js';

/** One request of a case as sent, and its reply. It holds credentials. */
export interface StepSeen {
  /** From 1; requests that only clean up do not count. */
  readonly step: number;
  readonly operation: string;
  readonly prepared: Prepared;
  readonly reply: RawReply;
}

/** A sent request of a case; without a reply its effect is uncertain. */
export type StepSent = Pick<StepSeen, 'operation' | 'prepared'> & Partial<Pick<StepSeen, 'reply'>>;

/** The result of running a case. */
export interface PlayedSteps {
  readonly verdict: Verdict;
  readonly steps: readonly StepSeen[];
  /** The leftovers, each in words with its id. */
  readonly left: readonly string[];
  /** The bookings whose cancellation no reply confirms. */
  readonly uncancelled: readonly UncancelledBooking[];
}

/** The result of a skipped case. */
export const skippedSteps = (reason: string): PlayedSteps => ({
  verdict: { outcome: 'skipped', reason },
  steps: [],
  left: [],
  uncancelled: [],
});
