import type { Target } from '../suite/target.js';
import type { FieldApart } from './fields-apart.js';
import type { Answer } from './observation.js';

/**
 * The side that differs. `unsettled`: simulator and recording differ, and no provider was asked. `contract`: all answers
 * agree, but not with the schema.
 */
export type DriftSource = 'simulator' | 'provider' | 'recording' | 'flaky' | 'unsettled' | 'contract';

/** An option other than the default of one of the provider's readings. */
export interface OtherOption {
  readonly reading: string;
  readonly option: string;
}

/** How the simulator would have to change. */
export type Cause =
  /** With these readings it agrees; several ways if the cases do not distinguish them. */
  | { readonly by: 'reading'; readonly ways: readonly (readonly OtherOption[])[] }
  /** The provider accepts, but this check refuses in the simulator. */
  | { readonly by: 'acceptance'; readonly expected: string }
  /** Both accept, and these fields of the replies differ; empty if only the bytes differ. */
  | { readonly by: 'fields'; readonly fields: readonly FieldApart[] }
  | {
      readonly by: 'check';
      /** The check that refuses in the simulator; undefined when it accepts. */
      readonly expected: string | undefined;
      /** The received refusals of the catalogue; empty for a refusal that is not in it. */
      readonly received: readonly string[];
      /** The checks that give them. */
      readonly givenBy: readonly string[];
    };

/** One difference between a reply of the real provider and its schema. */
export interface OffSchema {
  readonly step: number;
  /** Relative to the package's root. */
  readonly schema: string;
  /** A JSON pointer into the reply. */
  readonly pointer: string;
  readonly says: string;
}

/** One case whose observations differ. */
export interface Finding {
  readonly case: string;
  readonly provider: string;
  readonly operation: string;
  readonly driftSource: DriftSource;
  /** The reply at the first difference; undefined without an observation. */
  readonly real: Answer | undefined;
  readonly recorded: Answer | undefined;
  readonly simulated: Answer | undefined;
  readonly cause: Cause | undefined;
  readonly offSchema: readonly OffSchema[];
  /** Whether the provider answered only the first time, so that the case may also be flaky. */
  readonly isUnconfirmed: boolean;
}

/** The readings of a provider by name, with their options and default. */
type Catalogue = Readonly<
  Record<
    string,
    { readonly options: Readonly<Record<string, string>>; readonly default: string; readonly seenIn?: string }
  >
>;

/** A port to the simulator, which this folder may not import. */
export interface SimulatorPort {
  /**
   * A simulator in this process with these options of a provider's readings, the defaults for the others, and this seed
   * for random values.
   */
  readonly targetWith: (provider: string, readings: Readonly<Record<string, string>>, seed: string) => Target;
  readonly readingsOf: (provider: string) => Catalogue;
  /** The checks that may give a refusal of the catalogue. */
  readonly checksGiving: (provider: string, refusal: string) => readonly string[];
}
