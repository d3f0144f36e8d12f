import type { Recording } from '../recording/recording.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult } from '../suite/run/result.js';
import type { Target } from '../suite/target.js';
import { partingOf, type Observations, truthOf } from './drift-source.js';
import type { Simulating } from './finding.js';
import { type Answer, type Playing, type Seen, observationsOf, type Observation } from './observation.js';
import { tryingOut, type TryOut } from './other-readings.js';
import { randomPartsOf } from './random-parts.js';

/** The observations to compare. */
export interface Compared {
  readonly plan: readonly PlannedCase[];
  readonly recordings: readonly Recording[];
  /** The real provider; without one the recording stands in for it. */
  readonly real: Target | undefined;
  readonly simulating: Simulating;
  readonly playing: Playing;
}

/** One planned case with all its observations. */
export interface ComparedPlays extends Observations {
  readonly planned: PlannedCase;
  readonly result: CaseResult | undefined;
}

/** The planned cases behind observations, in their order. */
export const plannedCases = (comparedPlays: readonly ComparedPlays[]): readonly PlannedCase[] =>
  comparedPlays.map(({ planned }) => planned);

/** The providers of a plan, each once. */
export const providersIn = (plan: readonly PlannedCase[]): ReadonlySet<string> =>
  new Set(plan.map(({ file }) => file.provider));

/** The comparable cases: those that the provider answered; without a provider, those that were recorded. */
export async function compareCases(
  compared: Compared,
  asked: Observation | undefined,
): Promise<readonly ComparedPlays[]> {
  const recorded = observationsOf(compared.recordings);
  const known = asked?.seen ?? recorded;
  const meant = compared.plan.filter(({ id }) => known.has(id));
  const comparedPlays = await Promise.all(
    Array.from(providersIn(meant), async (provider) => {
      const own = meant.filter(({ file }) => file.provider === provider);
      const tryOut = tryingOut(provider, compared.simulating, compared.playing);
      const simulated = await tryOut([], own);
      return withoutChanceIn(own.flatMap(playsFrom({ asked, recorded, simulated })), tryOut);
    }),
  );
  return comparedPlays.flat();
}

const playsFrom =
  ({
    asked,
    recorded,
    simulated,
  }: { readonly asked: Observation | undefined } & Readonly<
    Record<'recorded' | 'simulated', ReadonlyMap<string, Seen>>
  >) =>
  (planned: PlannedCase): readonly ComparedPlays[] => {
    const { id, contractCase } = planned;
    const here = simulated.get(id);
    if (here === undefined) return [];
    const result = asked?.results.find((each) => each.id === id);
    const observations = { contractCase, real: asked?.seen.get(id), recorded: recorded.get(id), simulated: here };
    return [{ planned, result, ...observations, withoutChance: (seen) => seen }];
  };

/** Seeds besides the seed of the run: enough that random values do not agree by coincidence. */
const seeds = ['one', 'two', 'three', 'four', 'five', 'six'];

/** Masks random values in cases that differ. */
async function withoutChanceIn(
  comparedPlays: readonly ComparedPlays[],
  tryOut: TryOut,
): Promise<readonly ComparedPlays[]> {
  const plan = plannedCases(comparedPlays.filter((each) => partingOf(each) !== undefined));
  const others = await Promise.all(seeds.map((seed) => tryOut([], plan, seed)));
  return comparedPlays.map((each) => {
    const examples = others.map((seen) => seen.get(each.planned.id)).filter((seen) => seen !== undefined);
    const withoutChance = randomPartsOf(examples);
    const { real, recorded, simulated } = each;
    return {
      ...each,
      withoutChance,
      simulated: withoutChance(simulated),
      real: real && withoutChance(real),
      recorded: recorded && withoutChance(recorded),
    };
  });
}

/** The replies at the first difference, and the correct one; the last replies without a difference. */
export function partedAnswers(
  comparedPlays: ComparedPlays,
): Readonly<Record<'real' | 'recorded' | 'simulated' | 'truth', Answer | undefined>> {
  const at = partingOf(comparedPlays) ?? comparedPlays.simulated.answers.length - 1;
  return {
    real: comparedPlays.real?.answers[at],
    recorded: comparedPlays.recorded?.answers[at],
    truth: truthOf(comparedPlays)?.answers[at],
    simulated: comparedPlays.simulated.answers[at],
  };
}
