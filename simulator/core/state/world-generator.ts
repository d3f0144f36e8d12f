import type { CastPart, WorldPart } from './world.js';

/** How many of something a generated world may hold: a flag of `understudy world --generate`. */
interface Quantity {
  readonly name: string;
  readonly says: string;
  readonly least: number;
  readonly most: number;
  readonly default: number;
}

/** What a generated world follows from. */
export interface GenerationOptions {
  readonly seed: string;
  /** The instant around which things happen, ms since the epoch. */
  readonly startAt: number;
  /** By the quantities' names; each within its bounds. */
  readonly quantities: Readonly<Record<string, number>>;
}

/** A provider's part of a generated world. */
export interface GeneratedPart {
  readonly world: WorldPart;
  readonly cast: CastPart;
}

/** How worlds of one provider are generated. The generator is loaded when it is first asked. */
export interface WorldGenerator {
  readonly quantities: readonly Quantity[];
  readonly generate: (options: GenerationOptions) => Promise<GeneratedPart>;
}
