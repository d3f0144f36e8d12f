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

/** How a signature is made from parts that can go wrong one by one. */
export interface Scheme<Parts> {
  /** Undefined when nothing could be the right signature. */
  readonly sign: (parts: Parts) => string | undefined;
  /** The text that is signed, secrets as `‹token›`. */
  readonly text: (parts: Parts) => string;
}

/** A signature that does not fit, and what it should have been made from. */
export interface Wrong<Parts> {
  readonly right: Parts;
  readonly received: string;
}

/** What one mistake makes of some of the parts. */
interface Way<Parts> {
  readonly parts: Partial<Parts>;
  /** What stands for the `{name}`s in the mistake's text. */
  readonly values?: Readonly<Record<string, string>>;
  /** The same but for the mistake: where these parts give what was received, the mistake has changed nothing. */
  readonly without?: Partial<Parts>;
}

/** A mistake in signing, and the ways in which it can have been made. */
export interface SignatureMistake<Parts, Facts> {
  readonly mistake: MistakeId;
  readonly ways: (facts: Facts) => readonly Way<Parts>[];
  /** In the search for two mistakes at once, only the first so many ways are tried; 3 unless given. */
  readonly inTwo?: number;
}

/** What is searched, and for what. */
interface Searched<Parts, Facts> {
  readonly scheme: Scheme<Parts>;
  /** The simplest explanation first. */
  readonly mistakes: readonly SignatureMistake<Parts, Facts>[];
  readonly facts: Facts;
}

/** A longer text is not searched at all, and two mistakes at once are only looked for in a shorter one; in characters. */
const longestSearched = 32 * 1024;
const longestForTwo = 4 * 1024;

const waysForTwo = 3;

/** The search for mistakes, in two depths; each is made only when it is asked for. */
interface Search {
  /** Every single mistake that gives what was received. */
  readonly single: () => readonly Hypothesis[];
  /** The first two mistakes that, made together, give what was received. */
  readonly double: () => readonly Hypothesis[];
}

/** Makes ready to sign again with every mistake. */
export function searchFor<Parts extends object, Facts extends Wrong<Parts>>({
  scheme,
  mistakes,
  facts,
}: Searched<Parts, Facts>): Search {
  const { length } = scheme.text(facts.right);
  const tried = (length > longestSearched ? [] : mistakes).map(({ mistake, ways, inTwo = waysForTwo }) => ({
    mistake,
    ways: ways(facts).filter(({ parts }) => differs(parts, facts.right)),
    inTwo,
  }));
  const forTwo = (length > longestForTwo ? [] : tried).map(({ mistake, ways, inTwo }) => ({
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

/** Whether a mistake would change anything in this request. */
const differs = <Parts extends object>(parts: Partial<Parts>, right: Parts): boolean =>
  (Object.keys(parts) as (keyof Parts)[]).some((part) => parts[part] !== right[part]);

/** The right text is not shown again: what went wrong then is not in it. */
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

/** A mistake, and the ways of making it that are tried. */
interface Tried<Parts> {
  readonly mistake: MistakeId;
  readonly ways: readonly Way<Parts>[];
}

/** The first two mistakes that, made together, give what was received. */
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

/** One text behind the other; Chinese has no space between sentences. */
function both(all: readonly MistakeText[]): MistakeText {
  const joinTexts = (part: 'says' | 'fix'): BilingualText => ({
    en: all.map((each) => each[part].en).join(' '),
    zh: all.map((each) => each[part].zh).join(''),
  });
  return { says: joinTexts('says'), fix: joinTexts('fix') };
}

/** What is told of each mistake, by its id. */
export { texts };

/** A mistake that has a text. */
export type MistakeId = keyof typeof texts;

/** All orders of a few things: four have 24. */
export function orders<Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first, index) =>
    orders(things.toSpliced(index, 1)).map((others): readonly Thing[] => [first, ...others]),
  );
}

/** Hashes a body once, however many mistakes are made with it; what was made is forgotten with the body. */
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
