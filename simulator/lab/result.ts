import type { Receipt } from '../core/callbacks/transport.js';

/** A delivery that went wrong, as it may be shown: texts are cut, and free of what steers a terminal. */
export interface Failure {
  /** What was wrong. */
  readonly says: string;
  /** What to do about it, from the general to what this probe is about. */
  readonly todo: readonly string[];
  readonly sent: {
    readonly event: string;
    readonly method: string;
    readonly contentType: string;
    readonly bytes: number;
    /** How it begins. */
    readonly text: string;
  };
  readonly came: {
    readonly outcome: Receipt['outcome'];
    readonly tookMs: number;
    readonly status?: number;
    readonly contentType?: string;
    /** How the body begins. */
    readonly text?: string;
  };
}

/** How a probe ended; `inconclusive` when nobody was there to be asked. */
export interface ProbeResult {
  readonly id: string;
  readonly provider: string;
  /** What its notices were of. */
  readonly events: readonly string[];
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'inconclusive';
  /** Why it matters, a line for each piece of evidence. */
  readonly because: readonly string[];
  /** What went wrong first, in the order of sending. */
  readonly failure?: Failure;
  /** How many were sent. */
  readonly sent: number;
  /** How long each took that was answered, ms. */
  readonly took: readonly number[];
}
