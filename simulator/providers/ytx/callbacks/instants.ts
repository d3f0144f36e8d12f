import type { Telling } from './telling.js';

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

export function instantsOf({ meeting, settings }: Pick<Telling, 'meeting' | 'settings'>): Instants {
  const { startsAt: starts } = meeting;
  const ends = starts + settings.meetingLasts;
  return { starts, answers: starts + settings.answersAfter, ends, recorded: ends + recordedAfter };
}
