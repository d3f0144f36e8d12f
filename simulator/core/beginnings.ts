import { mayBeginEscape, readingsAt } from './escapes.js';
import type { Spelling } from './spellings.js';
import { folded, isPassedOver } from './spellings.js';

/** So many characters tell most spellings apart, and every spelling has as many. */
const length = 3;

const longer = (beginning: number, code: number): number => beginning * 0x10000 + code;

/** The first characters of a spelling as one number, for each way to choose among its alternatives. */
export function beginningsOf({ characters, otherwise }: Spelling): ReadonlySet<number> {
  let beginnings: ReadonlySet<number> = new Set([0]);
  for (let index = 0; index < length; index += 1) {
    const codes = [characters.charCodeAt(index), otherwise.charCodeAt(index)];
    beginnings = new Set([...beginnings].flatMap((each) => codes.map((code) => longer(each, code))));
  }
  return beginnings;
}

/** The beginning at `from` when it can be read in one way only, as nearly all can; else undefined. */
export function plainBeginningAt(text: string, from: number): number | undefined {
  if (from + length > text.length) return undefined;
  let beginning = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(from + index);
    if (mayBeginEscape(code) || isPassedOver(code)) return undefined;
    beginning = longer(beginning, folded(code));
  }
  return beginning;
}

interface Begun {
  readonly beginning: number;
  readonly read: number;
  readonly place: number;
}

/** Every beginning that can be read at `from`; it begins with that character, never with one that is passed over. */
export function beginningsAt(text: string, from: number): readonly number[] {
  const beginnings = new Set<number>();
  const seen = new Set<string>();
  const open: Begun[] = [{ beginning: 0, read: 0, place: from }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.read === length) beginnings.add(next.beginning);
    else open.push(...furtherThan(text, next).filter(({ beginning, place }) => isNew(seen, `${beginning}@${place}`)));
  }
  return [...beginnings];
}

function furtherThan(text: string, { beginning, read, place }: Begun): readonly Begun[] {
  return readingsAt(text, place).flatMap(({ code, end }) => {
    if (!isPassedOver(code)) return [{ beginning: longer(beginning, folded(code)), read: read + 1, place: end }];
    return read === 0 ? [] : [{ beginning, read, place: end }];
  });
}

function isNew(seen: Set<string>, progress: string): boolean {
  if (seen.has(progress)) return false;
  seen.add(progress);
  return true;
}
