import type { Snapshot } from '../../../core/state/documents.js';
import type { Readings } from '../readings.js';
import { type Application, type Meeting, type Outcome, phones, type Settings, settingsIn } from '../vocabulary.js';

/** A party that is called, and what becomes of the call. */
export interface Call {
  readonly phone: string;
  readonly outcome: Outcome;
}

/** All that is needed to tell of a meeting, so that its bodies can be written whatever becomes of the world. */
export interface Telling {
  /** The meeting's document. */
  readonly id: string;
  readonly meeting: Meeting;
  readonly application: Application;
  readonly readings: Readings;
  readonly settings: Settings;
  /** One for each party, in their order. */
  readonly calls: readonly Call[];
}

/** A meeting as it would be told of in the world as it stands. */
export function tellingIn(documents: Snapshot, told: Omit<Telling, 'settings' | 'calls'>): Telling {
  const calls = told.meeting.parties.map(({ phone }) => ({
    phone,
    outcome: phones.read(documents, phone)?.outcome ?? 'answers',
  }));
  return { ...told, settings: settingsIn(documents), calls };
}
