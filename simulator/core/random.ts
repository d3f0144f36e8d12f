/** Chance for one exchange: the same seed, exchange and label always draw the same. */
export interface Random {
  /** A whole number from 0 up to, but not including, `below` (at most 2 ** 32). */
  below(label: string, below: number): number;
  /** So many decimal digits, leading zeros kept. */
  digits(label: string, count: number): string;
}

/** Draws for exchange number `exchange` of the space that was seeded with `seed`. */
export type Randomness = (seed: string, exchange: number) => Random;
