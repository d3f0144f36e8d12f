import type { Target } from '../suite/target.js';

/** The readings of a provider by name: what may be answered, and what is unless told otherwise. */
export type Catalogue = Readonly<
  Record<
    string,
    { readonly options: Readonly<Record<string, string>>; readonly standard: string; readonly seenIn?: string }
  >
>;

/** What must be known of the simulator, which this part of the house may not import. */
export interface Simulating {
  /**
   * A simulator in this process with these answers to a provider's readings, the standard ones unless named, in which
   * all chance follows from the seed.
   */
  readonly targetWith: (provider: string, readings: Readonly<Record<string, string>>, seed: string) => Target;
  readonly readingsOf: (provider: string) => Catalogue;
  /** The checks that may give a refusal of the catalogue. */
  readonly checksGiving: (provider: string, refusal: string) => readonly string[];
}
