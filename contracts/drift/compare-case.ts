import type { Recording } from '../recording/recording.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult } from '../suite/run/result.js';
import type { Target } from '../suite/target.js';
import { partingOf, type Sightings, truthOf } from './drift-source.js';
import type { Simulating } from './finding.js';
import { type Answer, type Playing, type Seen, seenIn, type Sighting } from './observation.js';
import { tryingOut, type TryOut } from './other-readings.js';
import { chanceAmong } from './without-chance.js';

/** Who is compared with whom. */
export interface Compared {
  readonly plan: readonly PlannedCase[];
  readonly recordings: readonly Recording[];
  /** The real provider; without one the recording is all that is known of it. */
  readonly real: Target | undefined;
  readonly simulating: Simulating;
  readonly playing: Playing;
}

/** One planned case with all that was seen of it. */
export interface Looked extends Sightings {
  readonly planned: PlannedCase;
  readonly result: CaseResult | undefined;
}

/** The planned cases behind sightings, in their order. */
export const plannedIn = (looked: readonly Looked[]): readonly PlannedCase[] => looked.map(({ planned }) => planned);

/** The providers that a plan is about, each once. */
export const providersIn = (plan: readonly PlannedCase[]): ReadonlySet<string> =>
  new Set(plan.map(({ file }) => file.provider));

/** What can be compared: what the provider answered, or, where nobody asks it, what was recorded. */
export async function lookedAt(compared: Compared, asked: Sighting | undefined): Promise<readonly Looked[]> {
  const recorded = seenIn(compared.recordings);
  const known = asked?.seen ?? recorded;
  const meant = compared.plan.filter(({ id }) => known.has(id));
  const looked = await Promise.all(
    Array.from(providersIn(meant), async (provider) => {
      const own = meant.filter(({ file }) => file.provider === provider);
      const tryOut = tryingOut(provider, compared.simulating, compared.playing);
      const simulated = await tryOut([], own);
      return withoutChanceIn(own.flatMap(lookedFrom({ asked, recorded, simulated })), tryOut);
    }),
  );
  return looked.flat();
}

const lookedFrom =
  ({
    asked,
    recorded,
    simulated,
  }: { readonly asked: Sighting | undefined } & Readonly<
    Record<'recorded' | 'simulated', ReadonlyMap<string, Seen>>
  >) =>
  (planned: PlannedCase): readonly Looked[] => {
    const { id, contractCase } = planned;
    const here = simulated.get(id);
    if (here === undefined) return [];
    const result = asked?.results.find((each) => each.id === id);
    const sightings = { contractCase, real: asked?.seen.get(id), recorded: recorded.get(id), simulated: here };
    return [{ planned, result, ...sightings, withoutChance: (seen) => seen }];
  };

/** Other seeds than that which is played with: enough that what chance decides is not alike by chance. */
const seeds = ['one', 'two', 'three', 'four', 'five', 'six'];

/** The same without what chance decides, which is looked for where they part. */
async function withoutChanceIn(looked: readonly Looked[], tryOut: TryOut): Promise<readonly Looked[]> {
  const plan = plannedIn(looked.filter((each) => partingOf(each) !== undefined));
  const others = await Promise.all(seeds.map((seed) => tryOut([], plan, seed)));
  return looked.map((each) => {
    const examples = others.map((seen) => seen.get(each.planned.id)).filter((seen) => seen !== undefined);
    const withoutChance = chanceAmong(examples);
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

/** What was answered where they part, and what should have been; the last answers where they do not. */
export function partedAnswers(
  looked: Looked,
): Readonly<Record<'real' | 'recorded' | 'simulated' | 'truth', Answer | undefined>> {
  const at = partingOf(looked) ?? looked.simulated.answers.length - 1;
  return {
    real: looked.real?.answers[at],
    recorded: looked.recorded?.answers[at],
    truth: truthOf(looked)?.answers[at],
    simulated: looked.simulated.answers[at],
  };
}
