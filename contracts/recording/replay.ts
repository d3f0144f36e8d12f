import type { Control } from '../suite/case.js';
import { MissingReferent } from '../suite/references.js';
import { caseId } from '../suite/run/plan.js';
import type { Session, Situation, Target } from '../suite/target.js';
import { textOfBody } from './body.js';
import { type CapturedRequest, captureRequest, hostOf } from './capture.js';
import { valuesOf } from './cast.js';
import { answerOnce, type Staged } from './nock-replay.js';
import { normaliserFor } from './normalise.js';
import { type Names, namesFrom, type PlaceholderNames, placeholdersIn } from './placeholders.js';
import type { RecordedCase, RecordedRequest, Recording } from './recording.js';
import { readOffset } from './relative-times.js';
import { inventedCast, restoredReply } from './restore.js';

/** The options of a replay. */
export interface ReplayOptions {
  /** The start of a case that does not set the time, ms since the epoch; recorded hours are relative to it. */
  readonly clock: { now(): number };
}

interface Found {
  readonly recording: Recording;
  readonly recorded: RecordedCase;
}

/**
 * Recordings as a target: each step of a case gets its recorded reply, and the case fails if its requests differ from the
 * recorded ones. A case without a recording is skipped.
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
    rejectionReason: (file, contractCase) => (found.has(caseId(file, contractCase)) ? undefined : notRecorded),
    begin(situation) {
      const known = found.get(caseId(situation.file, situation.contractCase));
      if (known === undefined) return Promise.reject(new MissingReferent(notRecorded));
      begun += 1;
      return Promise.resolve(replaying(situation, { ...known, clock, url: `${host}/case-${begun}` }));
    },
  };
}

/** One host for all cases: at each request nock searches all hosts that it has ever received. */
const host = 'http://recording.invalid';

const notRecorded = 'this case is not among the recordings';

/** A replay offers the controls that the recorded cases needed, except callbacks: a recording holds replies only. */
const controlsIn = (recordings: readonly Recording[]): readonly Control[] => {
  const needed = recordings.flatMap(({ cases }) => Object.values(cases).flatMap(({ controls }) => controls));
  return [...new Set(needed)].filter((control) => control !== 'callbacks');
};

/** The source of the replay of one case. */
interface Replayed {
  readonly recording: Recording;
  readonly recorded: RecordedCase;
  readonly clock: { now(): number };
  /** The base URL of this session, without a slash at its end. Each session has its own, so that cases do not mix. */
  readonly url: string;
}

/** Replays one case: the clock shows the recorded instants, so that the client sends the same requests. */
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
  const answerTo = (asked: CapturedRequest): Staged => {
    const step = steps[next];
    next += 1;
    if (step === undefined) {
      differences.push({ says: 'the recording of the case has no such request' });
      return notFound;
    }
    differences.push(...requestDifferences(step.request, normaliser.request(asked, step.step)));
    try {
      return restoredReply(step.reply, restoring);
    } catch (error) {
      differences.push({ says: `the recording is broken: ${String(error)}` });
      return notFound;
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

/** The reply to a request without a recorded reply. */
const notFound: Staged = { status: 404, headers: {}, body: new Uint8Array() };

const minuteOf = (instant: number): number => instant - (instant % 60_000);

function replayNames(recorded: RecordedCase, cast: ReadonlyMap<string, string>): Names {
  const isTaken = (name: string): boolean => names.valueOf(name) !== undefined;
  const names: Names = namesFrom(cast, replayNumbering(namesIn(recorded), isTaken));
  return names;
}

/** The placeholders of a recorded case, in the order of its requests and replies. */
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
 * Names the client's own values in the same way as the recording: the first value of a kind gets the first unused name of
 * that kind. So equal requests get equal names; a value without a recorded name is `<kind:0>`.
 */
function replayNumbering(recorded: readonly string[], isTaken: (name: string) => boolean): PlaceholderNames {
  return (kind) => {
    const isFree = (name: string): boolean =>
      name.startsWith(`${kind}:`) && /^\d+$/.test(name.slice(kind.length + 1)) && !isTaken(name);
    return recorded.find(isFree) ?? `${kind}:0`;
  };
}

/** One difference between a request and its recording; both sides are normalised and hold no secret. */
interface RequestDifference {
  readonly says: string;
  readonly expected?: string;
  readonly received?: string;
}

/** The differences between a request and the recorded one; empty when they agree. */
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
      says: `the request differs from the recorded one: ${what}`,
      ...(recorded !== undefined && { expected: recorded }),
      ...(sent !== undefined && { received: sent }),
    },
  ];
}
