import { canonicalJson, mapTexts } from '../json.js';
import { textOfBody } from '../recording/body.js';
import { placeholdersIn } from '../recording/placeholders.js';
import { recordRun } from '../recording/record.js';
import type { Forms, RecordedStep, Recording } from '../recording/recording.js';
import type { ContractCase } from '../suite/case.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult } from '../suite/run/result.js';
import type { RunOptions } from '../suite/run/run.js';
import type { Target } from '../suite/target.js';

/** A reply in the form that is compared: normalised, without ids, times and secrets of an account. */
export interface Answer {
  /** The case's step, from 1. */
  readonly step: number;
  readonly operation: string;
  readonly status: number;
  readonly text: string;
  /** The check that refused, if a simulator reported it. */
  readonly refusedBy: string | undefined;
}

/** One observation of a case: in a recording, at the provider or in the simulator. */
export interface Seen {
  readonly answers: readonly Answer[];
  /** The forms of the values behind placeholders; they distinguish ids of different lengths. */
  readonly forms: Forms;
}

/** Every case of these recordings, by id. */
export function observationsOf(recordings: readonly Recording[]): ReadonlyMap<string, Seen> {
  const cases = recordings.flatMap((recording) => Object.entries(recording.cases));
  return new Map(
    cases.map(([id, { steps, forms }]) => [id, { answers: renumber(steps).map(answerOf), forms }] as const),
  );
}

const answerOf = ({ step, operation, reply: { status, headers, body } }: RecordedStep): Answer => ({
  step,
  operation,
  status,
  text: textOfBody(body),
  refusedBy: headers['simulator-refused-by'],
});

/**
 * The index of the first reply in which two observations of a case differ; undefined when they agree.
 *
 * The comparison is that of a case with its expected reply: status and body; the body byte for byte if the case names its
 * bytes, or as JSON.
 */
export function firstDifference(one: Seen, other: Seen, { then }: ContractCase): number | undefined {
  const count = Math.max(one.answers.length, other.answers.length);
  const places = Array.from({ length: count }, (_, index) => index);
  return places.find((index) => {
    const isExact = index === count - 1 && then.body !== undefined;
    return !isSame(one.answers[index], other.answers[index], isExact);
  });
}

/** Whether two observations of a case agree. */
export const agree = (one: Seen, other: Seen, contractCase: ContractCase): boolean =>
  firstDifference(one, other, contractCase) === undefined;

function isSame(one: Answer | undefined, other: Answer | undefined, isExact: boolean): boolean {
  if (one === undefined || other === undefined) return false;
  if (one.status !== other.status) return false;
  return one.text === other.text || (!isExact && canonicalJson(jsonIn(one.text)) === canonicalJson(jsonIn(other.text)));
}

/** A normalised id that was a number has no quotes. */
const bare = /(?<=[:[,]\s*)<[^<>]*>(?=\s*[,\]}])/g;

/** The JSON value of a normalised text; a text that is not JSON is returned unchanged. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(bare, (found) => JSON.stringify(`number ${found}`)));
  } catch {
    return text;
  }
}

/** The options for observing cases. */
export interface ObserveOptions extends Pick<RunOptions, 'clock' | 'stop' | 'onResult'> {
  /** Random bytes: the key of the HMACs that stand for secrets. */
  readonly key: Uint8Array;
  /** Collects every secret that occurs. */
  readonly secrets: Set<string>;
}

/** The cases of one run against one target. */
export interface Observation {
  readonly seen: ReadonlyMap<string, Seen>;
  readonly results: readonly CaseResult[];
  readonly recordings: readonly Recording[];
}

/** Runs cases against a target and normalises the replies. */
export async function observe(
  plan: readonly PlannedCase[],
  target: Target,
  observeOptions: ObserveOptions,
): Promise<Observation> {
  const { secrets, ...options } = observeOptions;
  const { run, recordings, secrets: met } = await recordRun(plan, { ...options, target, versions: {} });
  for (const secret of met) secrets.add(secret);
  return { seen: observationsOf(recordings), results: run.results, recordings };
}

/**
 * The exchanges of the recorded cases, by the case's id; empty for a case without a recording.
 *
 * Secrets are renumbered within each case: in a recording their numbers depend on the cases that ran before.
 */
export function exchangesIn(recordings: readonly Recording[]): (id: string) => readonly RecordedStep[] {
  return (id) => renumber(recordings.flatMap(({ cases }) => cases[id]?.steps ?? []));
}

const numbered = /^(secret:[\w-]+):(\d+)/;

/** The steps of a case with each kind of secret numbered from 1, in order of first appearance. */
function renumber(steps: readonly RecordedStep[]): readonly RecordedStep[] {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const name of placeholdersIn(JSON.stringify(steps))) {
    const [whole, kind] = numbered.exec(name) ?? [];
    if (whole === undefined || kind === undefined || names.has(whole)) continue;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(whole, `${kind}:${count}`);
  }
  const rename = (text: string): string =>
    text.replace(/(?<=<)secret:[\w-]+:\d+/g, (found) => names.get(found) ?? found);
  return mapTexts(steps, rename) as readonly RecordedStep[];
}
