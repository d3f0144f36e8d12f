import type { Hypothesis, MistakeText, Reproduced, Told } from '../../../core/diagnosis.js';
import { hypothesesOf } from '../../../core/diagnosis.js';
import type { Way } from './search.js';
import type { MistakeId } from './texts.js';
import { texts } from './texts.js';

/** A mistake, and the ways of making it that are tried. */
export interface Tried<Parts> {
  readonly mistake: MistakeId;
  readonly ways: readonly Way<Parts>[];
}

/** The first two mistakes that, made together, give what was received. */
export function twoAtOnce<Parts extends object>(
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
  const told = (part: 'says' | 'fix'): Told => ({
    en: all.map((each) => each[part].en).join(' '),
    zh: all.map((each) => each[part].zh).join(''),
  });
  return { says: told('says'), fix: told('fix') };
}
