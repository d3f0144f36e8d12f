import type { Meeting, Settings } from '../vocabulary.js';

/** How long after a meeting's end its record is told, ms, where it comes last. */
const recordedAfter = 1000;

/** When what happens in a meeting's life, ms since the epoch: our own model of how long people take, assumed. */
export interface Instants {
  readonly starts: number;
  /** Phones are answered, or found not to be. */
  readonly answers: number;
  readonly ends: number;
  /** The record is told, where it comes last. */
  readonly recorded: number;
}

export function instantsOf({ startsAt }: Meeting, { answersAfter, meetingLasts }: Settings): Instants {
  const ends = startsAt + meetingLasts;
  return { starts: startsAt, answers: startsAt + answersAfter, ends, recorded: ends + recordedAfter };
}
