import {
  firstOf,
  hypothesesOf,
  type Hypothesis,
  type Mistake,
  type MistakeText,
  type Reproduced,
  type BilingualText,
} from '../../../core/diagnosis/mistakes.js';
import texts from './mistakes.json' with { type: 'json' };

/** Creates signatures from separate parts, so that each can be replaced. */
export interface Scheme<Parts> {
  /** Undefined if no signature can be correct. */
  readonly sign: (parts: Parts) => string | undefined;
  /** The signed text, secrets as `‹token›`. */
  readonly text: (parts: Parts) => string;
}

/** A wrong signature, and the parts of the correct one. */
export interface Wrong<Parts> {
  readonly right: Parts;
  readonly received: string;
}

/** The changes to the parts by one variant of a mistake. */
interface Way<Parts> {
  readonly parts: Partial<Parts>;
  /** Values for the `{name}` placeholders in the mistake's text. */
  readonly values?: Readonly<Record<string, string>>;
  /** The same without the mistake: if these parts produce the received signature, the mistake changes nothing. */
  readonly without?: Partial<Parts>;
}

/** A mistake in signing, and its variants. */
export interface SignatureMistake<Parts, Facts> {
  readonly mistake: MistakeId;
  readonly ways: (facts: Facts) => readonly Way<Parts>[];
  /** The number of variants tried in the search for two mistakes. Default: 3. */
  readonly inTwo?: number;
}

/** The input of a search. */
interface Searched<Parts, Facts> {
  readonly scheme: Scheme<Parts>;
  /** The simplest explanation first. */
  readonly mistakes: readonly SignatureMistake<Parts, Facts>[];
  readonly facts: Facts;
}

/** Longer texts are not searched, and pairs of mistakes only in shorter ones; in characters. */
const maxSearchedLength = 32 * 1024;
const maxLengthForTwo = 4 * 1024;

const waysForTwo = 3;

/** The search for mistakes, in two depths; each runs only when called. */
interface Search {
  /** Every single mistake that produces the received signature. */
  readonly single: () => readonly Hypothesis[];
  /** The first pair of mistakes that together produce the received signature. */
  readonly double: () => readonly Hypothesis[];
}

/** Prepares a search with every mistake. */
export function searchFor<Parts extends object, Facts extends Wrong<Parts>>({
  scheme,
  mistakes,
  facts,
}: Searched<Parts, Facts>): Search {
  const { length } = scheme.text(facts.right);
  const tried = (length > maxSearchedLength ? [] : mistakes).map(({ mistake, ways, inTwo = waysForTwo }) => ({
    mistake,
    ways: ways(facts).filter(({ parts }) => differs(parts, facts.right)),
    inTwo,
  }));
  const forTwo = (length > maxLengthForTwo ? [] : tried).map(({ mistake, ways, inTwo }) => ({
    mistake,
    ways: ways.slice(0, inTwo),
  }));
  const reproduces = (way: Way<Parts>): Reproduced | undefined => reproducingMistake(scheme, facts, way);
  const found = tried.map(({ mistake, ways }): Mistake<Facts> => ({
    mistake,
    reproduces: () => firstOf(ways, reproduces),
  }));
  return {
    single: () => hypothesesOf(found, facts, texts),
    double: () => twoAtOnce(forTwo, reproduces),
  };
}

/** Whether a mistake changes anything in this request. */
const differs = <Parts extends object>(parts: Partial<Parts>, right: Parts): boolean =>
  (Object.keys(parts) as (keyof Parts)[]).some((part) => parts[part] !== right[part]);

/** If the signed text equals the correct one, it is not shown again: the mistake is not in it. */
function reproducingMistake<Parts extends object>(
  { sign, text }: Scheme<Parts>,
  { right, received }: Wrong<Parts>,
  { parts, values = {}, without }: Way<Parts>,
): Reproduced | undefined {
  const wrong = { ...right, ...parts };
  if (sign(wrong) !== received) return undefined;
  if (without !== undefined && sign({ ...wrong, ...without }) === received) return undefined;
  const signed = text(wrong);
  return { values, ...(signed !== text(right) && { signed }) };
}

/** A mistake, and its variants to try. */
interface Tried<Parts> {
  readonly mistake: MistakeId;
  readonly ways: readonly Way<Parts>[];
}

/** The first pair of mistakes that together produce the received signature. */
function twoAtOnce<Parts extends object>(
  tried: readonly Tried<Parts>[],
  reproduces: (way: Way<Parts>) => Reproduced | undefined,
): readonly Hypothesis[] {
  const found = pairsOf(tried).find(({ way }) => reproduces(way) !== undefined);
  if (found === undefined) return [];
  const { mistakes, way } = found;
  const mistake = mistakes.join('+');
  return hypothesesOf([{ mistake, reproduces }], way, { [mistake]: both(mistakes.map((each) => texts[each])) });
}

/** Two mistakes in different parts. */
interface Pair<Parts> {
  readonly mistakes: readonly [MistakeId, MistakeId];
  readonly way: Way<Parts>;
}

function pairsOf<Parts extends object>(tried: readonly Tried<Parts>[]): readonly Pair<Parts>[] {
  const all = tried.flatMap(({ mistake, ways }) => ways.map((way) => ({ mistake, way })));
  return all.flatMap(({ mistake, way }, index) =>
    all
      .slice(index + 1)
      .filter((other) => other.mistake !== mistake && areApart(way.parts, other.way.parts))
      .map((other) => ({ mistakes: [mistake, other.mistake], way: together(way, other.way) })),
  );
}

const together = <Parts>(one: Way<Parts>, other: Way<Parts>): Way<Parts> => ({
  parts: { ...one.parts, ...other.parts },
  values: { ...one.values, ...other.values },
  ...((one.without ?? other.without) && { without: { ...one.without, ...other.without } }),
});

const areApart = (one: object, other: object): boolean => Object.keys(one).every((part) => !(part in other));

/** Joins texts; Chinese has no space between sentences. */
function both(all: readonly MistakeText[]): MistakeText {
  const joinTexts = (part: 'says' | 'fix'): BilingualText => ({
    en: all.map((each) => each[part].en).join(' '),
    zh: all.map((each) => each[part].zh).join(''),
  });
  return { says: joinTexts('says'), fix: joinTexts('fix') };
}

/** The texts of each mistake, by its id. */
export { texts };

/** The id of a mistake that has texts. */
export type MistakeId = keyof typeof texts;

/** All orders of a few items: four have 24. */
export function orders<Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first, index) =>
    orders(things.toSpliced(index, 1)).map((others): readonly Thing[] => [first, ...others]),
  );
}

/** Hashes each body once for all mistakes; results are dropped with the body. */
export function memoise<Made>(make: (body: Uint8Array) => Made): (body: Uint8Array) => Made {
  const made = new WeakMap<Uint8Array, { readonly of: Made }>();
  return (body) => {
    const before = made.get(body);
    if (before !== undefined) return before.of;
    const now = make(body);
    made.set(body, { of: now });
    return now;
  };
}
