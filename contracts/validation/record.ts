import type { Origin } from '../suite/target.js';

/** What was true when a case was validated; sha256 in hex, each of canonical JSON. */
export interface Hashes {
  /** The case itself, and the base request of its operation. */
  readonly case: string;
  /** The operations it asks for with their schemas, and the refusals it expects. */
  readonly contract: string;
  /** What went to and fro, normalised: it holds nobody's ids, hours or secrets. */
  readonly exchanges: string;
}

/** One case that passed once. It names hosts and never who asked them. */
export interface ValidationRecord {
  /** The case's id: `ytx/createMeeting: one party is enough`. */
  readonly case: string;
  /** When its run began, ISO 8601 at +08:00. */
  readonly when: string;
  /** The hosts that were asked, such as `sandbox.ytx.net`. */
  readonly target: readonly string[];
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Who really answered. Anything but `provider` validates nothing. */
  readonly origin: Origin;
  readonly hashes: Hashes;
}

/** A file of records: one provider's, a record a case. */
export interface ValidationFile {
  readonly version: 1;
  readonly provider: string;
  readonly records: readonly ValidationRecord[];
}
