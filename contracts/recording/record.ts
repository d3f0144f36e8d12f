import { createHmac } from 'node:crypto';
import { needsOf } from '../suite/case.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult, Run } from '../suite/run/result.js';
import { runCases, type RunOptions } from '../suite/run/run.js';
import { wallClockOf } from '../ytx/china-time.js';
import { type Captured, capturing, capturedSteps } from './capture.js';
import { normalisedCast } from './cast.js';
import { credentialsIn, normalisedSteps } from './normalise.js';
import { namesFrom, type PlaceholderNames } from './placeholders.js';
import type { RecordedCase, Recording } from './recording.js';
import { isSecretKind } from './value-shape.js';

/** The options of a run, with the recording's own metadata. */
export interface RecordOptions extends RunOptions {
  /** About 32 random bytes, new for each run: the key of the HMACs that stand for secrets. */
  readonly key: Uint8Array;
  /** By package, this one included. */
  readonly versions: Readonly<Record<string, string>>;
  /** The real origin of the replies, if it differs from the target's `origin`: `reference-implementation`. */
  readonly origin?: { readonly kind: string; readonly name: string };
}

/** A run and its recordings. */
export interface Recorded {
  readonly run: Run;
  /** The cases that ran. */
  readonly plan: readonly PlannedCase[];
  /** One for each operation of each provider, in the order of the plan. */
  readonly recordings: readonly Recording[];
  /** Every text that must not be written, to files or logs. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * Runs cases and records their requests and replies. It does not record a case that was skipped or inconclusive, since that
 * shows nothing.
 *
 * The same run recorded twice gives the same recordings, but for `recordedAt`.
 */
export async function recordRun(plan: readonly PlannedCase[], options: RecordOptions): Promise<Recorded> {
  const captured = new Map<string, Captured>();
  const run = await runCases(plan, { ...options, target: capturing(options.target, captured) });
  const played = plan.flatMap((planned, index) => {
    const [result, whole] = [run.results[index], captured.get(planned.id)];
    return result === undefined || whole === undefined || !isJudged(result)
      ? []
      : [{ planned, result, captured: whole }];
  });
  const secrets = new Set<string>();
  const files = new Set(played.map(({ planned }) => planned.file));
  const recordings = Array.from(files, (file) =>
    recordingOf(
      played.filter(({ planned }) => planned.file === file),
      { ...options, run, secrets },
    ),
  );
  return { run, plan, recordings, secrets };
}

const isJudged = ({ verdict }: CaseResult): boolean => verdict.outcome === 'passed' || verdict.outcome === 'failed';

interface PlayedCase {
  readonly planned: PlannedCase;
  readonly result: CaseResult;
  readonly captured: Captured;
}

interface Recorder extends RecordOptions {
  readonly run: Run;
  /** Collects every secret that occurs. */
  readonly secrets: Set<string>;
}

function recordingOf(played: readonly PlayedCase[], recorder: Recorder): Recording {
  const { target, origin, key, versions, run } = recorder;
  const numbering = secretNumbering(key);
  const casts = played.map(({ captured }) => normalisedCast(captured.setting.cast, numbering));
  const cases = played.map((each) => [each.result.id, recordedCase(each, numbering, recorder.secrets)] as const);
  const { provider = '', operation = '' } = played[0]?.result ?? {};
  return {
    version: 1,
    origin: origin ?? { kind: target.origin, name: target.name },
    recordedAt: `${wallClockOf(run.startedAt).replace(' ', 'T')}+08:00`,
    target: target.name,
    versions,
    provider,
    operation,
    cast: Object.assign({}, ...casts.map(({ cast }) => cast)) as Recording['cast'],
    forms: Object.assign({}, ...casts.map(({ forms }) => forms)) as Recording['forms'],
    cases: Object.fromEntries(cases),
  };
}

function recordedCase(
  { planned: { contractCase }, result: { verdict, steps }, captured: { setting, exchanges } }: PlayedCase,
  numbering: PlaceholderNames,
  secrets: Set<string>,
): RecordedCase {
  const names = namesFrom(normalisedCast(setting.cast, numbering).names, caseNumbering(numbering));
  const recorded = normalisedSteps(capturedSteps(exchanges, steps, setting), setting, names);
  for (const secret of [...names.secrets().map(({ value }) => value), ...exchanges.flatMap(credentialsIn)]) {
    secrets.add(secret);
  }
  return {
    verdict: verdict.outcome === 'passed' ? 'passed' : 'failed',
    controls: needsOf(contractCase),
    beganMsIntoMinute: setting.began % 60_000,
    forms: names.forms(),
    steps: recorded,
  };
}

/**
 * Numbers secrets within a whole recording, each kind from 1, in order of first appearance.
 *
 * It keeps only an HMAC of each secret, with a key that is never stored, so it reveals no secret.
 */
export function secretNumbering(key: Uint8Array): PlaceholderNames {
  const named = new Map<string, string>();
  const next = nameCounter();
  return (kind, value) => {
    const digest = createHmac('sha256', key).update(value).digest('base64');
    const name = named.get(digest) ?? next(kind);
    named.set(digest, name);
    return name;
  };
}

/** Numbers ids within one case, each kind from 1; secrets are numbered within the whole recording. */
export function caseNumbering(secrets: PlaceholderNames): PlaceholderNames {
  const next = nameCounter();
  return (kind, value) => (isSecretKind(kind) ? secrets(kind, value) : next(kind));
}

/** Returns the next name of a kind: `meid:1`, `meid:2`. */
function nameCounter(): (kind: string) => string {
  const counts = new Map<string, number>();
  return (kind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}:${count}`;
  };
}
