import type { CastPart, WorldPart } from './world.js';

/** A quantity of a generated world: a flag of `understudy world --generate`. */
interface Quantity {
  readonly name: string;
  readonly says: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** The input of a world generator. */
export interface GenerationOptions {
  readonly seed: string;
  /** The instant around which meetings are placed, ms since the epoch. */
  readonly startAt: number;
  /** By name; each within its bounds. */
  readonly quantities: Readonly<Record<string, number>>;
}

/** A provider's part of a generated world. */
export interface GeneratedPart {
  readonly world: WorldPart;
  readonly cast: CastPart;
}

/** Generates one provider's part of a world. Its module is loaded on first use. */
export interface WorldGenerator {
  readonly quantities: readonly Quantity[];
  readonly generate: (options: GenerationOptions) => Promise<GeneratedPart>;
}
