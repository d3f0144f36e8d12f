import type { Names } from './names.js';

/** What a text is normalised with. */
export interface Lens {
  readonly names: Names;
  /** Whether a value is the same for everybody who plays the case. */
  readonly isOfTheCase: (value: string) => boolean;
  /** When the case began, ms since the epoch. */
  readonly began: number;
  /** What is written in place of the request's signature. */
  readonly signature: string;
  /** Signatures that went out before, which a reply may repeat. */
  readonly sent: readonly string[];
}
