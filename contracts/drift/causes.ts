import { canonicalJson } from '../json.js';
import type { PlannedCase } from '../suite/run/plan.js';
import { causeApartFromReadings } from './check-named.js';
import { type Compared, type ComparedCase, answersAtDifference, plannedCases, providersIn } from './compare-case.js';
import { truthOf } from './drift-source.js';
import type { Cause, DriftSource, OtherOption } from './finding.js';
import { agree, type Seen } from './observation.js';
import { otherOptions, pairsOf, readingSimulator, type SimulateWith, type Way, wayName } from './other-readings.js';
import type { RandomParts } from './random-parts.js';

/** A case with its drift source; undefined when all observations agree. */
export interface Judged {
  readonly comparedCase: ComparedCase;
  readonly driftSource: DriftSource | undefined;
}

/** Whether the simulator would have to change. */
const isForSimulator = ({ driftSource }: Judged): boolean =>
  driftSource === 'simulator' || driftSource === 'provider' || driftSource === 'unsettled';

/** How the simulator would have to change, by the case's id. */
export async function causesOf(judged: readonly Judged[], compared: Compared): Promise<ReadonlyMap<string, Cause>> {
  const providers = providersIn(plannedCases(judged.map(({ comparedCase }) => comparedCase)));
  const causes = await Promise.all(
    Array.from(providers, (provider) => causesIn(provider, judged.filter(isOf(provider)), compared)),
  );
  return new Map(causes.flat());
}

const isOf =
  (provider: string) =>
  ({ comparedCase }: Judged): boolean =>
    comparedCase.planned.file.provider === provider;

/** The causes among the cases of one provider. */
async function causesIn(
  provider: string,
  judged: readonly Judged[],
  { simulator, observeOptions }: Compared,
): Promise<readonly (readonly [string, Cause])[]> {
  const toExplain = judged.filter(isForSimulator);
  const ways = await explanations({
    wrong: toExplain.flatMap(comparableCases),
    right: judged.filter((each) => each.driftSource === undefined).flatMap(comparableCases),
    others: otherOptions(provider, simulator),
    simulateWith: readingSimulator(provider, simulator, observeOptions),
  });
  return toExplain.map(({ comparedCase }) => {
    const readings = ways.get(comparedCase.planned.id);
    const cause: Cause =
      readings === undefined
        ? causeApartFromReadings(provider, answersAtDifference(comparedCase), simulator)
        : { by: 'reading', ways: readings };
    return [comparedCase.planned.id, cause];
  });
}

function comparableCases({ comparedCase }: Judged): readonly ComparableCase[] {
  const truth = truthOf(comparedCase);
  return truth === undefined ? [] : [{ ...comparedCase, truth }];
}

/** A case with the correct observation and the simulator's. */
interface ComparableCase {
  readonly planned: PlannedCase;
  readonly truth: Seen;
  readonly simulated: Seen;
  readonly withoutChance: RandomParts;
}

/** The cases to explain, and the readings that may explain them; all of one provider. */
interface ReadingSearch {
  readonly wrong: readonly ComparableCase[];
  /** Cases whose reply by the simulator is right, and must stay right. */
  readonly right: readonly ComparableCase[];
  readonly others: readonly OtherOption[];
  readonly simulateWith: SimulateWith;
}

const agrees = ({ planned, truth, withoutChance }: ComparableCase, seen: ReadonlyMap<string, Seen>): boolean => {
  const found = seen.get(planned.id);
  return found !== undefined && agree(truth, withoutChance(found), planned.contractCase);
};

/**
 * The readings with which the simulator would answer each wrong case correctly, by the case's id: one changed reading, or
 * two if no single one suffices. Of several ways it keeps those that fit all other cases best, usually one.
 */
async function explanations(search: ReadingSearch): Promise<ReadonlyMap<string, readonly Way[]>> {
  const possible = await possibleWays(search);
  const countBroken = brokenCounter(search);
  const found = new Map<string, readonly Way[]>();
  for (const [wrong, ways] of possible) {
    if (ways.length > 0) found.set(wrong.planned.id, await bestOf(ways, wrong, { ...search, possible, countBroken }));
  }
  return found;
}

/** How many right cases a way breaks; each way is tried once for all cases. */
function brokenCounter({ right, simulateWith }: ReadingSearch): (way: Way) => Promise<number> {
  const plan = right.map(({ planned }) => planned);
  const known = new Map<string, Promise<number>>();
  const tryWay = async (way: Way): Promise<number> => {
    const seen = await simulateWith(way, plan);
    return right.filter((each) => !agrees(each, seen)).length;
  };
  return (way) => {
    const broken = known.get(wayName(way)) ?? tryWay(way);
    known.set(wayName(way), broken);
    return broken;
  };
}

type Possible = ReadonlyMap<ComparableCase, readonly Way[]>;

async function possibleWays({ wrong, others, simulateWith }: ReadingSearch): Promise<Possible> {
  const plan = wrong.map(({ planned }) => planned);
  const tried = await Promise.all(others.map(async (other) => ({ other, seen: await simulateWith([other], plan) })));
  const ways = wrong.map(async (each): Promise<[ComparableCase, readonly Way[]]> => {
    const single = tried.filter(({ seen }) => agrees(each, seen)).map(({ other }): Way => [other]);
    if (single.length > 0) return [each, single];
    const simulated = { ...each, truth: each.simulated };
    const effective = tried.filter(({ seen }) => !agrees(simulated, seen)).map(({ other }) => other);
    return [each, await waysThatAgree(pairsOf(effective), each, simulateWith)];
  });
  return new Map(await Promise.all(ways));
}

async function waysThatAgree(
  ways: readonly Way[],
  wrong: ComparableCase,
  simulateWith: SimulateWith,
): Promise<readonly Way[]> {
  const tried = await Promise.all(ways.map(async (way) => agrees(wrong, await simulateWith(way, [wrong.planned]))));
  return ways.filter((_, index) => tried[index]);
}

/** The ways that break the fewest right cases, explain the most wrong ones, and yield ids of the right length. */
async function bestOf(
  ways: readonly Way[],
  wrong: ComparableCase,
  {
    simulateWith,
    possible,
    countBroken,
  }: Pick<ReadingSearch, 'simulateWith'> & {
    readonly possible: Possible;
    readonly countBroken: (way: Way) => Promise<number>;
  },
): Promise<readonly Way[]> {
  if (ways.length === 1) return ways;
  const scored = await Promise.all(
    ways.map(async (way) => {
      const seen = await simulateWith(way, [wrong.planned]);
      const broken = await countBroken(way);
      const isFormed = canonicalJson(seen.get(wrong.planned.id)?.forms) === canonicalJson(wrong.truth.forms);
      return { way, score: [-broken, supportOf(way, possible), isFormed ? 1 : 0] };
    }),
  );
  const [best] = scored.toSorted((one, other) => compareLists(other.score, one.score));
  return scored.filter(({ score }) => compareLists(score, best?.score ?? []) === 0).map(({ way }) => way);
}

/** The least number of wrong cases that a part of a way may explain. */
function supportOf(way: Way, possible: Possible): number {
  const supports = way.map((part) => {
    const named = wayName([part]);
    return [...possible.values()].filter((ways) => ways.some((each) => each.some((one) => wayName([one]) === named)))
      .length;
  });
  return Math.min(...supports);
}

function compareLists(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
