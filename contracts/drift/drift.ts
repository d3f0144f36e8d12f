import type { Recording } from '../recording/recording.js';
import type { Judged } from './causes.js';
import { causesOf } from './causes.js';
import type { Cause, Finding, Mover } from './finding.js';
import type { Compared, Looked } from './looked.js';
import { lookedAt, partedAnswers, plannedIn } from './looked.js';
import { moverOf, partingOf } from './mover.js';
import { offSchemaIn } from './off-schema.js';
import type { Sighting } from './play.js';
import { sighted } from './play.js';
import { seenIn } from './seen.js';

/** A case that was not compared, and why. */
export interface NotCompared {
  readonly case: string;
  readonly reason: string;
}

/** What has moved. */
export interface Drift {
  /** In the order of the plan. */
  readonly findings: readonly Finding[];
  /** The cases of which all tell the same. */
  readonly agreed: readonly Agreeing[];
  readonly skipped: readonly NotCompared[];
  /** The provider had no answer to these: unreachable, limited, out of order. */
  readonly inconclusive: readonly NotCompared[];
  /** What was booked at the provider and could not be taken back. */
  readonly left: readonly string[];
  /** What the provider answered now, in the form of a recording. */
  readonly recordedNow: readonly Recording[];
}

/** A case of which all tell the same, and what it was answered in the end. */
export interface Agreeing {
  readonly case: string;
  readonly provider: string;
  readonly text: string | undefined;
}

/** Compares, case by case, the real provider, the recordings, the simulator and the schemas, and says who moved. */
export async function driftOf(compared: Compared): Promise<Drift> {
  const { plan, real, playing } = compared;
  const asked = real === undefined ? undefined : await sighted(plan, real, playing);
  const looked = await lookedAt(compared, asked);
  const apart = looked.filter((each) => partingOf(each) !== undefined);
  const again = real === undefined ? undefined : await sighted(plannedIn(apart), real, playing);
  const inconclusive = [...unjudged(asked), ...unjudged(again)];
  const settled = looked.filter(({ planned }) => !inconclusive.some((each) => each.case === planned.id));
  const judged = settled.map((each): Judged => ({ looked: each, moved: movedIn(each, again) }));
  const causes = await causesOf(judged, compared);
  return {
    findings: judged.flatMap(({ looked: each, moved }) =>
      moved === undefined ? [] : [findingOf(each, moved, causes.get(each.planned.id))],
    ),
    agreed: judged.filter(({ moved }) => moved === undefined).map(({ looked: each }) => agreeing(each)),
    skipped: skippedIn(compared, asked),
    inconclusive,
    left: [...(asked?.results ?? []), ...(again?.results ?? [])].flatMap(({ left }) => left),
    recordedNow: asked?.recordings ?? [],
  };
}

function movedIn(looked: Looked, again: Sighting | undefined): Mover | undefined {
  if (partingOf(looked) !== undefined) return moverOf(looked, again?.seen.get(looked.planned.id));
  const isOff = looked.result !== undefined && offSchemaIn(looked.result).length > 0;
  return isOff ? 'contract' : undefined;
}

/** 0 nothing has moved, 1 something has, 2 nothing was compared, 3 the provider could not be asked in full. */
export function exitCodeOf({ findings, agreed, inconclusive }: Drift): 0 | 1 | 2 | 3 {
  if (findings.length > 0) return 1;
  if (inconclusive.length > 0) return 3;
  return agreed.length > 0 ? 0 : 2;
}

const unjudged = (sighting: Sighting | undefined): readonly NotCompared[] =>
  (sighting?.results ?? []).flatMap(({ id, verdict }) =>
    verdict.outcome === 'inconclusive' ? [{ case: id, reason: verdict.reason }] : [],
  );

function skippedIn({ plan, recordings }: Compared, asked: Sighting | undefined): readonly NotCompared[] {
  if (asked !== undefined) {
    return asked.results.flatMap(({ id, verdict }) =>
      verdict.outcome === 'skipped' ? [{ case: id, reason: verdict.reason }] : [],
    );
  }
  const recorded = seenIn(recordings);
  return plan.filter(({ id }) => !recorded.has(id)).map(({ id }) => ({ case: id, reason: 'it was not recorded' }));
}

function findingOf(looked: Looked, moved: Mover, cause: Cause | undefined): Finding {
  const { planned, result } = looked;
  const { truth: _, ...answers } = partedAnswers(looked);
  return {
    case: planned.id,
    provider: planned.file.provider,
    operation: planned.file.operation,
    moved,
    ...answers,
    cause,
    offSchema: result === undefined ? [] : offSchemaIn(result),
  };
}

const agreeing = ({ planned, simulated }: Looked): Agreeing => ({
  case: planned.id,
  provider: planned.file.provider,
  text: simulated.answers.at(-1)?.text,
});
