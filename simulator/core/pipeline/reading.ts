import { pointerTo } from '../../../contracts/json.js';

/** A question that a provider's page leaves open: its options, the default, and why that is the default. */
export interface Reading {
  /** The question, in a sentence. */
  readonly asks: string;
  /** Each option by name, with its meaning. */
  readonly options: Readonly<Record<string, string>>;
  readonly default: string;
  /** Why this option is the default. */
  readonly reason: string;
  /** Where the option shows. Default: in replies. */
  readonly seenIn?: 'callbacks';
}

export type ReadingCatalogue = Readonly<Record<string, Reading>>;

/** Options of several readings under one name. */
export interface ReadingProfile {
  /** What the simulator does with these options. */
  readonly statement: string;
  /** Why these options belong together. */
  readonly reason: string;
  /** The options, by reading; the other readings are not affected. */
  readonly options: AnyReadingOptions;
}

/** The profiles of a provider, by name. */
export type ReadingProfiles = Readonly<Record<string, ReadingProfile>>;

/** The name under which a selection of readings has a profile; no reading has it. */
export const profileKey = 'profile';

/** The chosen options, by reading. */
export type ReadingOptions<Catalogue extends ReadingCatalogue> = {
  readonly [Name in keyof Catalogue]: keyof Catalogue[Name]['options'] & string;
};

/** Chosen options without the type of their catalogue. */
export type AnyReadingOptions = Readonly<Record<string, string>>;

/** The default option of every reading. */
export function defaultOptions<Catalogue extends ReadingCatalogue>(catalogue: Catalogue): ReadingOptions<Catalogue> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([name, { default: option }]) => [name, option]),
  ) as ReadingOptions<Catalogue>;
}

/** The readings of a provider, and the profiles that choose several of their options. */
interface ProviderReadings {
  readonly readings: ReadingCatalogue;
  readonly readingProfiles?: ReadingProfiles;
}

/**
 * A selection of readings without its `profile`: the options of the profile, except where the selection has its own.
 * Validate the selection first.
 */
export function withoutProfile(
  { readingProfiles = {} }: ProviderReadings,
  selection: AnyReadingOptions,
): AnyReadingOptions {
  const { [profileKey]: profile, ...own } = selection;
  return profile === undefined ? selection : { ...readingProfiles[profile]?.options, ...own };
}

/** The problems of a selection of readings; empty if it is valid. Each problem has a JSON pointer. */
export function problemsWithReadings(
  { readings, readingProfiles = {} }: ProviderReadings,
  selection: Readonly<Record<string, unknown>>,
): readonly { readonly pointer: string; readonly says: string }[] {
  return Object.entries(selection).flatMap(([name, option]) => {
    const pointer = pointerTo(name);
    const isProfile = name === profileKey;
    if (!isProfile && !Object.hasOwn(readings, name)) {
      return [{ pointer, says: `is not a reading; use one of: ${Object.keys(readings).join(', ')}` }];
    }
    const options = Object.keys(isProfile ? readingProfiles : (readings[name]?.options ?? {}));
    if (typeof option === 'string' && options.includes(option)) return [];
    return [{ pointer, says: `must be one of: ${options.join(', ')}` }];
  });
}
