import type { Prepared, RawReply } from '../../client/index.js';
import type { UncancelledBooking } from './clients/client.js';
import type { Verdict } from './target.js';

/** One request of a case as it went out, and what came back. It holds credentials. */
export interface StepSeen {
  /** From 1; steps that only clean up are not among them. */
  readonly step: number;
  readonly operation: string;
  readonly prepared: Prepared;
  readonly reply: RawReply;
}

/** A request of a case that went out; without a reply, nobody knows whether what it asked for was done. */
export type StepSent = Pick<StepSeen, 'operation' | 'prepared'> & Partial<Pick<StepSeen, 'reply'>>;

/** A case that was played. */
export interface PlayedSteps {
  readonly verdict: Verdict;
  readonly steps: readonly StepSeen[];
  /** What it booked and could not take back, each in words with its id. */
  readonly left: readonly string[];
  /** The bookings of which no reply says that they are cancelled. */
  readonly uncancelled: readonly UncancelledBooking[];
}

/** A case that was not played, and why. */
export const skippedSteps = (reason: string): PlayedSteps => ({
  verdict: { outcome: 'skipped', reason },
  steps: [],
  left: [],
  uncancelled: [],
});
