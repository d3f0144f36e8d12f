import { beginningsAt, beginningsOf, plainBeginningAt } from './beginnings.js';
import { mayBeginEscape, readingsAt } from './escapes.js';
import type { Spelling } from './spellings.js';
import { folded, isPassedOver, spellingsOf } from './spellings.js';

/** Where a secret stands in a text, and what is shown in its place. */
export interface Sighting {
  readonly from: number;
  readonly until: number;
  readonly shownAs: string;
}

/** Secrets made ready to be looked for: their spellings by how they begin. */
export type Wanted = ReadonlyMap<number, readonly WantedSpelling[]>;

interface WantedSpelling extends Spelling {
  readonly shownAs: string;
}

/** Makes secrets ready, each with what is shown in its place. */
export function wanted(secrets: Iterable<readonly [secret: string, shownAs: string]>): Wanted {
  const byBeginning = new Map<number, WantedSpelling[]>();
  const put = (beginning: number, spelling: WantedSpelling): void => {
    const others = byBeginning.get(beginning);
    if (others === undefined) byBeginning.set(beginning, [spelling]);
    else others.push(spelling);
  };
  for (const [secret, shownAs] of secrets) {
    const all = spellingsOf(secret).map((each) => ({ ...each, shownAs }));
    all.forEach((spelling) => {
      beginningsOf(spelling).forEach((beginning) => {
        put(beginning, spelling);
      });
    });
  }
  return byBeginning;
}

/** Every place where a wanted secret begins at exactly `from`, in whichever way it is written. */
export function sightingsAt(text: string, from: number, secrets: readonly Wanted[]): readonly Sighting[] {
  const beginnings = beginningsAt(text, from);
  const begun = secrets.flatMap((each) => beginnings.flatMap((beginning) => each.get(beginning) ?? []));
  return begun.flatMap((spelling) => {
    const until = endOf(spelling, text, from);
    return until === undefined ? [] : [{ from, until, shownAs: spelling.shownAs }];
  });
}

/** Whether no wanted secret begins at `from`, as can be told at once of nearly every place. */
export function isPlainlyOther(text: string, from: number, secrets: readonly Wanted[]): boolean {
  const beginning = plainBeginningAt(text, from);
  return beginning !== undefined && secrets.every((each) => !each.has(beginning));
}

/** How far a comparison has come: in the spelling, and in the text. */
interface Progress {
  readonly index: number;
  readonly place: number;
}

/** Where a spelling that begins at `from` ends; undefined when it does not stand there. */
function endOf(spelling: Spelling, text: string, from: number): number | undefined {
  const { length } = spelling.characters;
  // Each progress is followed once: many ways of reading lead to the same, and would double with every escape.
  const seen = new Set<number>();
  const open: Progress[] = [{ index: 0, place: from }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const reached = overPlain(spelling, text, next);
    if (reached.index === length) return reached.place;
    const ways = waysOn(spelling, text, reached).filter(({ index, place }) => !seen.has(place * length + index));
    for (const { index, place } of ways) seen.add(place * length + index);
    open.push(...ways);
  }
  return undefined;
}

const fits = ({ characters, otherwise }: Spelling, index: number, code: number): boolean => {
  const same = folded(code);
  return characters.charCodeAt(index) === same || otherwise.charCodeAt(index) === same;
};

/** As far as the text says letter for letter what the spelling says, and nothing in it can be read in two ways. */
function overPlain(spelling: Spelling, text: string, { index, place }: Progress): Progress {
  let over = 0;
  while (index + over < spelling.characters.length) {
    const code = text.charCodeAt(place + over);
    if (mayBeginEscape(code) || !fits(spelling, index + over, code)) break;
    over += 1;
  }
  return { index: index + over, place: place + over };
}

/** What can be read where reading letter for letter ended; the last is tried first: it takes in most of the text. */
function waysOn(spelling: Spelling, text: string, { index, place }: Progress): readonly Progress[] {
  if (place >= text.length) return [];
  return readingsAt(text, place).flatMap(({ code, end }) => {
    if (isPassedOver(code)) return [{ index, place: end }];
    return fits(spelling, index, code) ? [{ index: index + 1, place: end }] : [];
  });
}
