import { pointerTo } from '../../../contracts/json.js';

/** One ambiguity of a provider's page: the possible answers, the one we chose, and why. */
export interface Reading {
  /** The question, in a sentence. */
  readonly asks: string;
  /** Each possible answer by name, with its meaning. */
  readonly options: Readonly<Record<string, string>>;
  readonly default: string;
  /** Why this answer is the default. */
  readonly reason: string;
  /** Where the answer shows. Default: in replies. */
  readonly seenIn?: 'callbacks';
}

export type ReadingCatalogue = Readonly<Record<string, Reading>>;

/** Answers to several readings under one name. */
export interface ReadingProfile {
  /** What the simulator does with these answers. */
  readonly statement: string;
  /** Why these answers belong together. */
  readonly reason: string;
  /** The answers, by reading; the other readings are not affected. */
  readonly answers: AnyChosen;
}

/** The profiles of a provider, by name. */
export type ReadingProfiles = Readonly<Record<string, ReadingProfile>>;

/** The name under which a selection of readings has a profile; no reading has it. */
export const profileKey = 'profile';

/** The chosen answers, by reading. */
export type Chosen<Catalogue extends ReadingCatalogue> = {
  readonly [Name in keyof Catalogue]: keyof Catalogue[Name]['options'] & string;
};

/** Chosen answers without the type of their catalogue. */
export type AnyChosen = Readonly<Record<string, string>>;

/** The default answer to every reading. */
export function defaultReadings<Catalogue extends ReadingCatalogue>(catalogue: Catalogue): Chosen<Catalogue> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([name, { default: answer }]) => [name, answer]),
  ) as Chosen<Catalogue>;
}

/** The readings of a provider, and the profiles that name several of their answers. */
interface ReadingChoices {
  readonly readings: ReadingCatalogue;
  readonly readingProfiles?: ReadingProfiles;
}

/**
 * A selection of readings without its `profile`: the answers of the profile, except where the selection has its own.
 * Validate the selection first.
 */
export function withoutProfile({ readingProfiles = {} }: ReadingChoices, selection: AnyChosen): AnyChosen {
  const { [profileKey]: profile, ...own } = selection;
  return profile === undefined ? selection : { ...readingProfiles[profile]?.answers, ...own };
}

/** The problems of a selection of readings; empty if it is valid. Each problem has a JSON pointer. */
export function problemsWithReadings(
  { readings, readingProfiles = {} }: ReadingChoices,
  selection: Readonly<Record<string, unknown>>,
): readonly { readonly pointer: string; readonly says: string }[] {
  return Object.entries(selection).flatMap(([name, answer]) => {
    const pointer = pointerTo(name);
    const isProfile = name === profileKey;
    if (!isProfile && !Object.hasOwn(readings, name)) {
      return [{ pointer, says: `is not a reading; use one of: ${Object.keys(readings).join(', ')}` }];
    }
    const options = Object.keys(isProfile ? readingProfiles : (readings[name]?.options ?? {}));
    if (typeof answer === 'string' && options.includes(answer)) return [];
    return [{ pointer, says: `must be one of: ${options.join(', ')}` }];
  });
}
