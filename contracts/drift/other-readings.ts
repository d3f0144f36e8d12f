import type { PlannedCase } from '../suite/run/plan.js';
import type { OtherOption, SimulatorPort } from './finding.js';
import { type ObserveOptions, type Seen, observe } from './observation.js';

/** A combination of options other than the defaults. */
export type Way = readonly OtherOption[];

/** Observes how a simulator answers cases with some readings changed. */
export type SimulateWith = (
  way: Way,
  plan: readonly PlannedCase[],
  seed?: string,
) => Promise<ReadonlyMap<string, Seen>>;

/** Tries out other options of the readings of a provider. */
export const readingSimulator =
  (provider: string, { targetWith }: SimulatorPort, observeOptions: ObserveOptions): SimulateWith =>
  async (way, plan, seed = 'drift') => {
    const readings = Object.fromEntries(way.map(({ reading, option }) => [reading, option]));
    // A run against the provider that is stopped still has its answers explained.
    const { onResult: _, stop: __, ...unstoppable } = observeOptions;
    return (await observe(plan, targetWith(provider, readings, seed), unstoppable)).seen;
  };

/** Every option except the default, of every reading of a provider that affects replies. */
export function otherOptions(provider: string, { readingsOf }: SimulatorPort): readonly OtherOption[] {
  const inReplies = Object.entries(readingsOf(provider)).filter(([, { seenIn }]) => seenIn === undefined);
  return inReplies.flatMap(([reading, { options, default: usual }]) =>
    Object.keys(options)
      .filter((option) => option !== usual)
      .map((option) => ({ reading, option })),
  );
}

/** All pairs of different readings, each pair once. */
export const pairsOf = (others: readonly OtherOption[]): readonly Way[] =>
  others.flatMap((one, index) =>
    others
      .slice(index + 1)
      .filter(({ reading }) => reading !== one.reading)
      .map((other) => [one, other]),
  );

/** A way as text, the same for the same way. */
export const wayName = (way: Way): string =>
  way
    .map(({ reading, option }) => `${reading}=${option}`)
    .toSorted()
    .join(' ');
