import type { Control } from '../suite/case.js';
import { MissingReferent } from '../suite/references.js';
import { caseId } from '../suite/run/plan.js';
import type { Session, Situation, Target } from '../suite/target.js';
import { textOfBody } from './body.js';
import { type Asked, captureRequest, hostOf } from './capture.js';
import { valuesOf } from './cast.js';
import { answerOnce, type Staged } from './nock-replay.js';
import { normaliserFor } from './normalise.js';
import { type Names, namesFrom, type Numbering, placeholdersIn } from './placeholders.js';
import type { RecordedCase, RecordedRequest, Recording } from './recording.js';
import { readOffset } from './relative-times.js';
import { inventedCast, restoredReply } from './restore.js';

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

/** What a case is played again from. */
interface Replayed {
  readonly recording: Recording;
  readonly recorded: RecordedCase;
  readonly clock: { now(): number };
  /** Where this session's requests go, without a slash at its end: its own, so that no two cases meet. */
  readonly url: string;
}

/** Plays one case again: the clock shows what it showed then, so that the client does the same at the same time. */
function replaying(situation: Situation, { recording, recorded, clock, url }: Replayed): Session {
  const { file, contractCase } = situation;
  const { steps } = recorded;
  const began = situation.now ?? minuteOf(clock.now()) + recorded.beganMsIntoMinute;
  const urlOf = (name: string): string => `${url}/${name}`;
  const { cast, names: castNames } = inventedCast(recording);
  const names = replayNames(recorded, castNames);
  const setting = { file, contractCase, cast, began, baseUrl: urlOf(hostOf(file, contractCase)) };
  const normaliser = normaliserFor(setting, names);
  const restoring = { names, forms: recorded.forms, began, isOfTheCase: valuesOf(file, contractCase) };
  const differences: RequestDifference[] = [];
  let next = 0;
  const now = (): number => began + readOffset((steps[next] ?? steps.at(-1))?.at ?? '+0s');
  const answerTo = (asked: Asked): Staged => {
    const step = steps[next];
    next += 1;
    if (step === undefined) {
      differences.push({ says: 'there was no such request when the case was recorded' });
      return nothing;
    }
    differences.push(...requestDifferences(step.request, normaliser.request(asked, step.step)));
    try {
      return restoredReply(step.reply, restoring);
    } catch (error) {
      differences.push({ says: `the recording is broken: ${String(error)}` });
      return nothing;
    }
  };
  return {
    urlOf,
    cast,
    now,
    advance: () => Promise.resolve(),
    fetch(input, init = {}) {
      const asked = captureRequest(input, init, now());
      return answerOnce(asked.url, init, answerTo(asked));
    },
    requestDifferences: () => differences.splice(0),
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

/** The placeholders of a recorded case, in the order in which its requests and replies name them. */
function namesIn({ steps }: Pick<RecordedCase, 'steps'>): readonly string[] {
  const texts = steps.flatMap(({ request, reply }) => [
    request.target,
    ...Object.values(request.headers),
    textOfBody(request.body),
    ...Object.values(reply.headers),
    textOfBody(reply.body),
  ]);
  return [...new Set(texts.flatMap(placeholdersIn))];
}

/**
 * Names the client's own values as the recording does: the first value of a kind gets the first unused name of that kind. So equal requests get equal names, and what the recording does not know is `<kind:0>`.
 */
function replayNumbering(recorded: readonly string[], isTaken: (name: string) => boolean): Numbering {
  return (kind) => {
    const isFree = (name: string): boolean =>
      name.startsWith(`${kind}:`) && /^\d+$/.test(name.slice(kind.length + 1)) && !isTaken(name);
    return recorded.find(isFree) ?? `${kind}:0`;
  };
}

/** Something of a request that is not as it was recorded; both sides are normalised and hold no secret. */
interface RequestDifference {
  readonly says: string;
  readonly expected?: string;
  readonly received?: string;
}

/** In what a request is not the recorded one; nothing when it is the same. */
function requestDifferences(recorded: RecordedRequest, sent: RecordedRequest): readonly RequestDifference[] {
  const headers = [...new Set([...Object.keys(recorded.headers), ...Object.keys(sent.headers)])].sort();
  return [
    ...differing('method', recorded.method, sent.method),
    ...differing('host', recorded.host, sent.host),
    ...differing('target', recorded.target, sent.target),
    ...headers.flatMap((name) => differing(`header ${name}`, recorded.headers[name], sent.headers[name])),
    ...differing('body', textOfBody(recorded.body), textOfBody(sent.body)),
    ...differing('signature', recorded.signature, sent.signature),
  ];
}

function differing(what: string, recorded: string | undefined, sent: string | undefined): readonly RequestDifference[] {
  if (recorded === sent) return [];
  return [
    {
      says: `the request is not the recorded one: its ${what}`,
      ...(recorded !== undefined && { expected: recorded }),
      ...(sent !== undefined && { received: sent }),
    },
  ];
}
