import { canonicalJson } from '../json.js';
import type { PlannedCase } from '../suite/run/plan.js';
import { causeApartFromReadings } from './check-named.js';
import { type Compared, type ComparedPlays, partedAnswers, plannedCases, providersIn } from './compare-case.js';
import { truthOf } from './drift-source.js';
import type { Cause, DriftSource, OtherOption } from './finding.js';
import { agree, type Seen } from './observation.js';
import { otherOptions, pairsOf, tryingOut, type TryOut, type Way, wayName } from './other-readings.js';
import type { RandomParts } from './random-parts.js';

/** A case with its drift source; undefined when all observations agree. */
export interface Judged {
  readonly comparedPlays: ComparedPlays;
  readonly moved: DriftSource | undefined;
}

/** Whether the simulator would have to change. */
const isForSimulator = ({ moved }: Judged): boolean =>
  moved === 'simulator' || moved === 'provider' || moved === 'unsettled';

/** How the simulator would have to change, by the case's id. */
export async function causesOf(judged: readonly Judged[], compared: Compared): Promise<ReadonlyMap<string, Cause>> {
  const providers = providersIn(plannedCases(judged.map(({ comparedPlays }) => comparedPlays)));
  const causes = await Promise.all(
    Array.from(providers, (provider) => causesIn(provider, judged.filter(isOf(provider)), compared)),
  );
  return new Map(causes.flat());
}

const isOf =
  (provider: string) =>
  ({ comparedPlays }: Judged): boolean =>
    comparedPlays.planned.file.provider === provider;

/** The causes among the cases of one provider. */
async function causesIn(
  provider: string,
  judged: readonly Judged[],
  { simulating, playing }: Compared,
): Promise<readonly (readonly [string, Cause])[]> {
  const moved = judged.filter(isForSimulator);
  const ways = await explanations({
    wrong: moved.flatMap(wrongOf),
    right: judged.filter((each) => each.moved === undefined).flatMap(wrongOf),
    others: otherOptions(provider, simulating),
    tryOut: tryingOut(provider, simulating, playing),
  });
  return moved.map(({ comparedPlays }) => {
    const readings = ways.get(comparedPlays.planned.id);
    const cause: Cause =
      readings === undefined
        ? causeApartFromReadings(provider, partedAnswers(comparedPlays), simulating)
        : { by: 'reading', ways: readings };
    return [comparedPlays.planned.id, cause];
  });
}

function wrongOf({ comparedPlays }: Judged): readonly Wrong[] {
  const truth = truthOf(comparedPlays);
  return truth === undefined ? [] : [{ ...comparedPlays, truth }];
}

/** A case whose reply by the simulator is wrong. */
interface Wrong {
  readonly planned: PlannedCase;
  readonly truth: Seen;
  readonly simulated: Seen;
  readonly withoutChance: RandomParts;
}

/** The cases to explain, and the readings that may explain them; all of one provider. */
interface Puzzle {
  readonly wrong: readonly Wrong[];
  /** Cases whose reply by the simulator is right, and must stay right. */
  readonly right: readonly Wrong[];
  readonly others: readonly OtherOption[];
  readonly tryOut: TryOut;
}

const agrees = ({ planned, truth, withoutChance }: Wrong, seen: ReadonlyMap<string, Seen>): boolean => {
  const found = seen.get(planned.id);
  return found !== undefined && agree(truth, withoutChance(found), planned.contractCase);
};

/**
 * The readings with which the simulator would answer each wrong case correctly, by the case's id: one changed reading, or
 * two if no single one suffices. Of several ways it keeps those that fit all other cases best, usually one.
 */
async function explanations(puzzle: Puzzle): Promise<ReadonlyMap<string, readonly Way[]>> {
  const possible = await possibleWays(puzzle);
  const brokenBy = breakingIn(puzzle);
  const found = new Map<string, readonly Way[]>();
  for (const [wrong, ways] of possible) {
    if (ways.length > 0)
      found.set(wrong.planned.id, await bestOf(ways, wrong, { ...puzzle, possible, countBroken: brokenBy }));
  }
  return found;
}

/** How many right cases a way breaks; each way is tried once for all cases. */
function breakingIn({ right, tryOut }: Puzzle): (way: Way) => Promise<number> {
  const plan = right.map(({ planned }) => planned);
  const known = new Map<string, Promise<number>>();
  const tryWay = async (way: Way): Promise<number> => {
    const seen = await tryOut(way, plan);
    return right.filter((each) => !agrees(each, seen)).length;
  };
  return (way) => {
    const broken = known.get(wayName(way)) ?? tryWay(way);
    known.set(wayName(way), broken);
    return broken;
  };
}

type Possible = ReadonlyMap<Wrong, readonly Way[]>;

async function possibleWays({ wrong, others, tryOut }: Puzzle): Promise<Possible> {
  const plan = wrong.map(({ planned }) => planned);
  const tried = await Promise.all(others.map(async (other) => ({ other, seen: await tryOut([other], plan) })));
  const ways = wrong.map(async (each): Promise<[Wrong, readonly Way[]]> => {
    const single = tried.filter(({ seen }) => agrees(each, seen)).map(({ other }): Way => [other]);
    if (single.length > 0) return [each, single];
    const simulated = { ...each, truth: each.simulated };
    const effective = tried.filter(({ seen }) => !agrees(simulated, seen)).map(({ other }) => other);
    return [each, await waysThatAgree(pairsOf(effective), each, tryOut)];
  });
  return new Map(await Promise.all(ways));
}

async function waysThatAgree(ways: readonly Way[], wrong: Wrong, tryOut: TryOut): Promise<readonly Way[]> {
  const tried = await Promise.all(ways.map(async (way) => agrees(wrong, await tryOut(way, [wrong.planned]))));
  return ways.filter((_, index) => tried[index]);
}

/** The ways that break the fewest right cases, explain the most wrong ones, and yield ids of the right length. */
async function bestOf(
  ways: readonly Way[],
  wrong: Wrong,
  {
    tryOut,
    possible,
    countBroken: brokenBy,
  }: Pick<Puzzle, 'tryOut'> & {
    readonly possible: Possible;
    readonly countBroken: (way: Way) => Promise<number>;
  },
): Promise<readonly Way[]> {
  if (ways.length === 1) return ways;
  const scored = await Promise.all(
    ways.map(async (way) => {
      const seen = await tryOut(way, [wrong.planned]);
      const broken = await brokenBy(way);
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
