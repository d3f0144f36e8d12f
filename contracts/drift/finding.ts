import type { Target } from '../suite/target.js';
import type { FieldApart } from './fields-apart.js';
import type { Answer } from './observation.js';

/**
 * Who is to blame. `unsettled`: simulator and recording differ, and no provider was asked. `contract`: all answer alike,
 * and against the schema.
 */
export type DriftSource = 'simulator' | 'provider' | 'recording' | 'flaky' | 'unsettled' | 'contract';

/** Another answer to one of the provider's readings. */
export interface OtherReading {
  readonly reading: string;
  readonly answer: string;
}

/** What the simulator would have to do otherwise. */
export type Cause =
  /** With these readings it agrees; more than one way is possible where the cases cannot tell them apart. */
  | { readonly by: 'reading'; readonly ways: readonly (readonly OtherReading[])[] }
  /** A success, though this check refuses in the simulator. */
  | { readonly by: 'acceptance'; readonly expected: string }
  /** Both accept, and these fields of what they say are not alike; none where only the bytes differ. */
  | { readonly by: 'fields'; readonly fields: readonly FieldApart[] }
  | {
      readonly by: 'check';
      /** The check that refuses in the simulator; undefined where it accepts. */
      readonly expected: string | undefined;
      /** The refusals of the catalogue that were received; none for what is not in it. */
      readonly received: readonly string[];
      /** The checks that give them. */
      readonly givenBy: readonly string[];
    };

/** Where a reply of the real provider is not as its schema says. */
export interface OffSchema {
  readonly step: number;
  /** From the top of the package. */
  readonly schema: string;
  /** A JSON pointer into the reply. */
  readonly pointer: string;
  readonly says: string;
}

/** One case of which not all tell the same. */
export interface Finding {
  readonly case: string;
  readonly provider: string;
  readonly operation: string;
  readonly moved: DriftSource;
  /** What was answered where they part; undefined for whom nothing was seen of. */
  readonly real: Answer | undefined;
  readonly recorded: Answer | undefined;
  readonly simulated: Answer | undefined;
  readonly cause: Cause | undefined;
  readonly offSchema: readonly OffSchema[];
  /** Whether the provider answered it once and could not be asked again, so that it may also be flaky. */
  readonly isUnconfirmed: boolean;
}

/** The readings of a provider by name: what may be answered, and what is unless told otherwise. */
type Catalogue = Readonly<
  Record<
    string,
    { readonly options: Readonly<Record<string, string>>; readonly default: string; readonly seenIn?: string }
  >
>;

/** What must be known of the simulator, which this part of the house may not import. */
export interface Simulating {
  /**
   * A simulator in this process with these answers to a provider's readings, the defaults where none is named, in which
   * all chance follows from the seed.
   */
  readonly targetWith: (provider: string, readings: Readonly<Record<string, string>>, seed: string) => Target;
  readonly readingsOf: (provider: string) => Catalogue;
  /** The checks that may give a refusal of the catalogue. */
  readonly checksGiving: (provider: string, refusal: string) => readonly string[];
}
