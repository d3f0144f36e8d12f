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

/** The problems of chosen readings; empty if they are valid. Each problem has a JSON pointer. */
export function problemsWithReadings(
  catalogue: ReadingCatalogue,
  selection: Readonly<Record<string, unknown>>,
): readonly { readonly pointer: string; readonly says: string }[] {
  return Object.entries(selection).flatMap(([name, answer]) => {
    const pointer = pointerTo(name);
    if (!Object.hasOwn(catalogue, name)) {
      return [{ pointer, says: `is not a reading; use one of: ${Object.keys(catalogue).join(', ')}` }];
    }
    const options = Object.keys(catalogue[name]?.options ?? {});
    if (typeof answer === 'string' && options.includes(answer)) return [];
    return [{ pointer, says: `must be one of: ${options.join(', ')}` }];
  });
}
