import type { Recording } from '../recording/recording.js';
import { matchesContract, jsonOf } from '../suite/assertions.js';
import { operationFolder } from '../suite/read-cases.js';
import type { CaseResult } from '../suite/run/result.js';
import { causesOf, type Judged } from './causes.js';
import { type Compared, type ComparedPlays, compareCases, partedAnswers, plannedCases } from './compare-case.js';
import { driftSourceOf, partingOf } from './drift-source.js';
import type { Finding, DriftSource, OffSchema } from './finding.js';
import { observationsOf, observe, type Observation } from './observation.js';

/** A case that was not compared, and why. */
interface NotCompared {
  readonly case: string;
  readonly reason: string;
}

/** The result of a comparison. */
export interface Drift {
  /** In the order of the plan. */
  readonly findings: readonly Finding[];
  /** The cases whose observations all agree. */
  readonly agreed: readonly Agreeing[];
  readonly skipped: readonly NotCompared[];
  /** The provider gave no usable answer to these: unreachable, limited, out of order. */
  readonly inconclusive: readonly NotCompared[];
  /** Bookings at the provider that could not be cancelled, each with its case. */
  readonly left: readonly string[];
  /** The provider's answers of this run, as recordings. */
  readonly recordedNow: readonly Recording[];
}

/** A case whose observations all agree, and the text of its last reply. */
export interface Agreeing {
  readonly case: string;
  readonly provider: string;
  readonly text: string | undefined;
}

/** Compares, case by case, the real provider, the recordings, the simulator and the schemas, and names the drift source. */
export async function driftOf(compared: Compared): Promise<Drift> {
  const { plan, real, playing } = compared;
  const asked = real === undefined ? undefined : await observe(plan, real, playing);
  const comparedPlays = await compareCases(compared, asked);
  const apart = comparedPlays.filter((each) => partingOf(each) !== undefined);
  const again = real === undefined ? undefined : await observe(plannedCases(apart), real, playing);
  const judged = comparedPlays.map((each): Judged => ({ comparedPlays: each, moved: driftSource(each, again) }));
  const causes = await causesOf(judged, compared);
  return {
    findings: judged.flatMap(({ comparedPlays: each, moved }) =>
      moved === undefined ? [] : [findingOf(each, { moved, cause: causes.get(each.planned.id), again })],
    ),
    agreed: judged.filter(({ moved }) => moved === undefined).map(({ comparedPlays: each }) => agreeing(each)),
    skipped: skippedCases(compared, comparedPlays, asked),
    inconclusive: notJudged(asked),
    left: [...(asked?.results ?? []), ...(again?.results ?? [])].flatMap(leftovers),
    recordedNow: asked?.recordings ?? [],
  };
}

function driftSource(comparedPlays: ComparedPlays, again: Observation | undefined): DriftSource | undefined {
  if (partingOf(comparedPlays) !== undefined)
    return driftSourceOf(comparedPlays, again?.seen.get(comparedPlays.planned.id));
  const isOff = comparedPlays.result !== undefined && offSchemaIn(comparedPlays.result).length > 0;
  return isOff ? 'contract' : undefined;
}

/** 0 no drift, 1 drift, 2 nothing was compared, 3 some cases had no usable answer of the provider. */
export function exitCodeOf({ findings, agreed, inconclusive }: Drift): 0 | 1 | 2 | 3 {
  if (findings.length > 0) return 1;
  if (inconclusive.length > 0) return 3;
  return agreed.length > 0 ? 0 : 2;
}

const notJudged = (observation: Observation | undefined): readonly NotCompared[] =>
  (observation?.results ?? []).flatMap(({ id, verdict }) =>
    verdict.outcome === 'inconclusive' ? [{ case: id, reason: verdict.reason }] : [],
  );

/** The leftovers of a case, each with the case's name. */
export const leftovers = ({ id, left }: Pick<CaseResult, 'id' | 'left'>): readonly string[] =>
  left.map((each) => `${each}, by the case "${id}"`);

/** Every planned case that was neither compared nor inconclusive. */
function skippedCases(
  { plan, recordings }: Compared,
  comparedPlays: readonly ComparedPlays[],
  asked: Observation | undefined,
): readonly NotCompared[] {
  const [compared, recorded] = [new Set(plannedCases(comparedPlays)), observationsOf(recordings)];
  const verdicts = new Map(asked?.results.map(({ id, verdict }) => [id, verdict]));
  return plan.flatMap((planned): readonly NotCompared[] => {
    const { id } = planned;
    const verdict = verdicts.get(id);
    if (compared.has(planned) || verdict?.outcome === 'inconclusive') return [];
    if (verdict?.outcome === 'skipped') return [{ case: id, reason: verdict.reason }];
    const isKnown = asked !== undefined || recorded.has(id);
    return [{ case: id, reason: isKnown ? 'the simulator cannot answer it' : 'it was not recorded' }];
  });
}

interface Movement extends Pick<Finding, 'moved' | 'cause'> {
  readonly again: Observation | undefined;
}

function findingOf(comparedPlays: ComparedPlays, { moved, cause, again }: Movement): Finding {
  const { planned, result, real } = comparedPlays;
  const { truth: _, ...answers } = partedAnswers(comparedPlays);
  return {
    case: planned.id,
    provider: planned.file.provider,
    operation: planned.file.operation,
    moved,
    ...answers,
    cause,
    offSchema: result === undefined ? [] : offSchemaIn(result),
    isUnconfirmed: real !== undefined && partingOf(comparedPlays) !== undefined && again?.seen.has(planned.id) !== true,
  };
}

const agreeing = ({ planned, simulated }: ComparedPlays): Agreeing => ({
  case: planned.id,
  provider: planned.file.provider,
  text: simulated.answers.at(-1)?.text,
});

/** The differences between a case's replies and their schemas. */
function offSchemaIn({ provider, steps }: CaseResult): readonly OffSchema[] {
  return steps.flatMap(({ step, operation, reply }) => {
    // Schemas describe a missing body as an empty text.
    const value = reply.body.length === 0 ? '' : jsonOf(reply)?.value;
    return matchesContract(operation, value).map((problem) => {
      const [pointer = ''] = problem.split(' ', 1);
      const says = problem.slice(pointer.length + 1);
      return {
        step,
        schema: `contracts/${provider}/${operationFolder(operation)}/response.schema.json`,
        pointer,
        says,
      };
    });
  });
}
