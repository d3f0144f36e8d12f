import type { Recording } from '../recording/recording.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult } from '../suite/run/result.js';
import type { Target } from '../suite/target.js';
import { firstDifferenceOf, type Observations, truthOf } from './drift-source.js';
import type { SimulatorPort } from './finding.js';
import { type Answer, type ObserveOptions, type Seen, observationsOf, type Observation } from './observation.js';
import { readingSimulator, type SimulateWith } from './other-readings.js';
import { randomPartsOf } from './random-parts.js';

/** The observations to compare. */
export interface Compared {
  readonly plan: readonly PlannedCase[];
  readonly recordings: readonly Recording[];
  /** The real provider; without one the recording stands in for it. */
  readonly real: Target | undefined;
  readonly simulator: SimulatorPort;
  readonly observeOptions: ObserveOptions;
}

/** One planned case with all its observations. */
export interface ComparedCase extends Observations {
  readonly planned: PlannedCase;
  readonly result: CaseResult | undefined;
}

/** The planned cases behind observations, in their order. */
export const plannedCases = (comparedCases: readonly ComparedCase[]): readonly PlannedCase[] =>
  comparedCases.map(({ planned }) => planned);

/** The providers of a plan, each once. */
export const providersIn = (plan: readonly PlannedCase[]): ReadonlySet<string> =>
  new Set(plan.map(({ file }) => file.provider));

/** The comparable cases: those that the provider answered; without a provider, those that were recorded. */
export async function compareCases(
  compared: Compared,
  observation: Observation | undefined,
): Promise<readonly ComparedCase[]> {
  const recorded = observationsOf(compared.recordings);
  const known = observation?.seen ?? recorded;
  const meant = compared.plan.filter(({ id }) => known.has(id));
  const comparedCases = await Promise.all(
    Array.from(providersIn(meant), async (provider) => {
      const own = meant.filter(({ file }) => file.provider === provider);
      const simulateWith = readingSimulator(provider, compared.simulator, compared.observeOptions);
      const simulated = await simulateWith([], own);
      return withoutChanceIn(own.flatMap(comparedCaseFrom({ observation, recorded, simulated })), simulateWith);
    }),
  );
  return comparedCases.flat();
}

const comparedCaseFrom =
  ({
    observation,
    recorded,
    simulated,
  }: { readonly observation: Observation | undefined } & Readonly<
    Record<'recorded' | 'simulated', ReadonlyMap<string, Seen>>
  >) =>
  (planned: PlannedCase): readonly ComparedCase[] => {
    const { id, contractCase } = planned;
    const here = simulated.get(id);
    if (here === undefined) return [];
    const result = observation?.results.find((each) => each.id === id);
    const observations = { contractCase, real: observation?.seen.get(id), recorded: recorded.get(id), simulated: here };
    return [{ planned, result, ...observations, withoutChance: (seen) => seen }];
  };

/** Seeds besides the seed of the run: enough that random values do not agree by coincidence. */
const seeds = ['one', 'two', 'three', 'four', 'five', 'six'];

/** Masks random values in cases that differ. */
async function withoutChanceIn(
  comparedCases: readonly ComparedCase[],
  simulateWith: SimulateWith,
): Promise<readonly ComparedCase[]> {
  const plan = plannedCases(comparedCases.filter((each) => firstDifferenceOf(each) !== undefined));
  const others = await Promise.all(seeds.map((seed) => simulateWith([], plan, seed)));
  return comparedCases.map((each) => {
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
export function answersAtDifference(
  comparedCase: ComparedCase,
): Readonly<Record<'real' | 'recorded' | 'simulated' | 'truth', Answer | undefined>> {
  const at = firstDifferenceOf(comparedCase) ?? comparedCase.simulated.answers.length - 1;
  return {
    real: comparedCase.real?.answers[at],
    recorded: comparedCase.recorded?.answers[at],
    truth: truthOf(comparedCase)?.answers[at],
    simulated: comparedCase.simulated.answers[at],
  };
}
