import type { Command } from 'commander';
import { anyOf, phrase, say } from '../../../contracts/messages.js';
import { type AnyReadingOptions, problemsWithReadings, profileKey } from '../../core/pipeline/reading.js';
import type { Provider } from '../../core/provider.js';
import { BadUse } from './flags.js';

/** The flags that choose readings. */
export interface ReadingsFlags {
  /** The name of a profile. */
  readonly readings?: string;
  /** Each as `ytx/validity=10min`. */
  readonly reading?: readonly string[];
}

/** Adds the flags that choose readings. */
export const addReadingsFlags = (command: Command): Command =>
  command
    .option('--readings <profile>', 'profile of readings, such as lenient; `understudy readings` lists them', onlyOnce)
    .option('--reading <reading...>', 'choose readings, such as ytx/validity=10min');

function onlyOnce(profile: string, before: string | undefined): string {
  if (before === undefined) return profile;
  throw new BadUse(say`--readings has two values, ${before} and ${profile}: give one`);
}

/** The readings of the flags, by provider; a single reading takes precedence over the profile. Throws `BadUse`. */
export function readingsFrom(
  { readings: profile, reading: written = [] }: ReadingsFlags,
  providers: readonly Provider[],
): Readonly<Record<string, AnyReadingOptions>> {
  const chosen = new Map(profile === undefined ? [] : profileFrom(profile, providers));
  for (const each of written) {
    const [, name, reading, option] = /^(\w+)\/(\w+)=([\w.-]+)$/.exec(each) ?? [];
    const provider = providers.find((one) => one.name === name);
    if (provider === undefined || reading === undefined || option === undefined) throw malformedFlag(providers);
    const [problem] = problemsWithReadings(provider, { [reading]: option });
    if (problem !== undefined) throw new BadUse(say`--reading ${provider.name}/${reading}: ${phrase(problem.says)}`);
    const again = written.find((other) => other !== each && other.startsWith(`${provider.name}/${reading}=`));
    if (again !== undefined) throw new BadUse(say`--reading has two values, ${each} and ${again}: give one`);
    chosen.set(provider.name, { ...chosen.get(provider.name), [reading]: option });
  }
  return Object.fromEntries(chosen);
}

/** The profile, for each provider that has it. */
function profileFrom(
  profile: string,
  providers: readonly Provider[],
): readonly (readonly [string, AnyReadingOptions])[] {
  const having = providers.filter(({ readingProfiles = {} }) => Object.hasOwn(readingProfiles, profile));
  if (having.length > 0) return having.map(({ name }) => [name, { [profileKey]: profile }]);
  const known = new Set(providers.flatMap(({ readingProfiles = {} }) => Object.keys(readingProfiles)));
  throw new BadUse(say`--readings must be one of: ${[...known].join(', ')}; for a single reading use --reading`);
}

const malformedFlag = (providers: readonly Provider[]): BadUse =>
  new BadUse(
    say`--reading must have the form provider/reading=option, for ${anyOf(providers.map(({ name }) => name))}; \`understudy readings\` lists them`,
  );
