/** Counts the steps of a piece of work: characters looked at, states entered. What a test holds against the size of an input. */
export interface Effort {
  steps: number;
}
