import type { Control } from '../suite/case.js';
import { MissingReferent } from '../suite/references.js';
import { caseId } from '../suite/run/plan.js';
import type { Target } from '../suite/target.js';
import type { RecordedCase, Recording } from './recording.js';
import { replaying } from './replay-session.js';

/** How recordings are played again. */
export interface ReplayOptions {
  /** When a case begins that says nothing of the time, ms since the epoch; recorded hours follow from it. */
  readonly clock: { now(): number };
}

interface Found {
  readonly recording: Recording;
  readonly recorded: RecordedCase;
}

/**
 * Recordings as a target: a case is answered as it was when it was recorded, step by step, and has failed when what it
 * asks is not what it asked then. A case that was not recorded is skipped.
 */
export function recordingTarget(recordings: readonly Recording[], { clock }: ReplayOptions): Target {
  const found = new Map(
    recordings.flatMap((recording) =>
      Object.entries(recording.cases).map(([id, recorded]): [string, Found] => [id, { recording, recorded }]),
    ),
  );
  const names = new Set(recordings.map(({ origin }) => origin.name));
  let begun = 0;
  return {
    name: `recordings of ${[...names].join(', ')}`,
    origin: 'recording',
    keepsState: false,
    controls: controlsIn(recordings),
    objectionTo: (file, contractCase) => (found.has(caseId(file, contractCase)) ? undefined : notRecorded),
    begin(situation) {
      const known = found.get(caseId(situation.file, situation.contractCase));
      if (known === undefined) return Promise.reject(new MissingReferent(notRecorded));
      begun += 1;
      return Promise.resolve(replaying(situation, { ...known, clock, url: `${host}/case-${begun}` }));
    },
  };
}

/** One for all cases: nock looks through every host that it was ever given, at each request. */
const host = 'http://recording.invalid';

const notRecorded = 'this case is not among the recordings';

/** A recorded case has what it needed: whatever was controlled then. */
const controlsIn = (recordings: readonly Recording[]): readonly Control[] => [
  ...new Set(recordings.flatMap(({ cases }) => Object.values(cases).flatMap(({ controls }) => controls))),
];
