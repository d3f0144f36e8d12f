import type { Session, Situation } from '../suite/target.js';
import { valuesOf } from './case-text.js';
import type { Asked } from './exchange.js';
import { hostOf } from './exchange.js';
import { askedIn } from './listening.js';
import { namesFrom } from './names.js';
import type { Names } from './names.js';
import { normaliserFor } from './normalise.js';
import { readOffset } from './offset.js';
import type { RecordedCase, Recording } from './recording.js';
import { namesIn, replayNumbering } from './replay-names.js';
import type { RequestDifference } from './request-differences.js';
import { requestDifferences } from './request-differences.js';
import { inventedCast, restoredReply } from './restore.js';
import type { Staged } from './stage.js';
import { answerOnce } from './stage.js';

/** What a case is played again from. */
export interface Replayed {
  readonly recording: Recording;
  readonly recorded: RecordedCase;
  readonly clock: { now(): number };
  /** Where this session's requests go, without a slash at its end: its own, so that no two cases meet. */
  readonly url: string;
}

/** Plays one case again: the clock shows what it showed then, so that the client does the same at the same time. */
export function replaying(situation: Situation, { recording, recorded, clock, url }: Replayed): Session {
  const { file, contractCase } = situation;
  const { steps } = recorded;
  const began = situation.now ?? minuteOf(clock.now()) + recorded.beganMsIntoMinute;
  const urlOf = (name: string): string => `${url}/${name}`;
  const { cast, names: castNames } = inventedCast(recording);
  const names = replayNames(recorded, castNames);
  const setting = { file, contractCase, cast, began, baseUrl: urlOf(hostOf(file, contractCase)) };
  const normaliser = normaliserFor(setting, names);
  const restoring = { names, forms: recorded.forms, began, isOfTheCase: valuesOf(file, contractCase) };
  const objections: RequestDifference[] = [];
  let next = 0;
  const now = (): number => began + readOffset((steps[next] ?? steps.at(-1))?.at ?? '+0s');
  const answerTo = (asked: Asked): Staged => {
    const step = steps[next];
    next += 1;
    if (step === undefined) {
      objections.push({ says: 'there was no such request when the case was recorded' });
      return nothing;
    }
    objections.push(...requestDifferences(step.request, normaliser.request(asked, step.step)));
    try {
      return restoredReply(step.reply, restoring);
    } catch (error) {
      objections.push({ says: `the recording is broken: ${String(error)}` });
      return nothing;
    }
  };
  return {
    urlOf,
    cast,
    now,
    advance: () => Promise.resolve(),
    fetch(input, init = {}) {
      const asked = askedIn(input, init, now());
      return answerOnce(asked.url, init, answerTo(asked));
    },
    objections: () => objections.splice(0),
    end: () => Promise.resolve(),
  };
}

/** What nothing was recorded of is answered with. */
const nothing: Staged = { status: 404, headers: {}, body: new Uint8Array() };

const minuteOf = (instant: number): number => instant - (instant % 60_000);

function replayNames(recorded: RecordedCase, cast: ReadonlyMap<string, string>): Names {
  const isTaken = (name: string): boolean => names.valueOf(name) !== undefined;
  const names: Names = namesFrom(cast, replayNumbering(namesIn(recorded), isTaken));
  return names;
}
