import type { Snapshot } from '../../../core/documents.js';
import type { Readings } from '../readings.js';
import type { Application, Meeting, Outcome, Settings } from '../vocabulary.js';
import { phones } from '../vocabulary.js';

/** All that is needed to tell of a meeting. */
export interface Telling {
  /** The meeting's document. */
  readonly id: string;
  readonly meeting: Meeting;
  readonly application: Application;
  readonly settings: Settings;
  readonly outcomeOf: (phone: string) => Outcome;
  readonly readings: Readings;
}

/** What becomes of a call to a phone in this world. */
export const outcomesIn =
  (documents: Snapshot) =>
  (phone: string): Outcome =>
    phones.read(documents, phone)?.outcome ?? 'answers';
