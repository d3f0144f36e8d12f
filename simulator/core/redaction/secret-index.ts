import { foldCode } from './secret-encodings.js';

/** A secret that ends at the current place of a search. */
export interface SecretEnding {
  /** Its length in characters read; of several secrets that end here, of the longest. */
  readonly length: number;
  /** The text shown in its place; undefined if several end here that are shown differently. */
  readonly shownAs: string | undefined;
  /** True if only the beginning of the secret was searched for. */
  readonly isBeginning: boolean;
}

/** An encoding of a secret, folded, and its properties. */
export interface WantedSecret extends Omit<SecretEnding, 'length'> {
  readonly text: string;
}

/**
 * All encodings of a set of secrets, searched in one pass over a text (Aho and Corasick, 1975).
 *
 * Not a library: a search can resume in the middle of an escape and run beside the main one, for which its state must
 * be a value; and each place gives one answer, however many secrets end there.
 */
export interface SecretIndex {
  readonly isEmpty: boolean;
  /** The state after one more character; 0 if it begins no secret. */
  readonly next: (state: number, code: number) => number;
  /** How many of the last characters are the beginning of a secret. */
  readonly depthOf: (state: number) => number;
  readonly endingAt: (state: number) => SecretEnding | undefined;
}

/** Builds the index. Linear in the total length. */
export function secretIndex(wanted: readonly WantedSecret[]): SecretIndex {
  const alphabet = alphabetOf(wanted);
  const trie = trieOf(wanted, alphabet);
  const { parent, letter, depth, ends } = trie;
  const fallback = new Int32Array(parent.length);

  const after = (state: number, by: number): number => {
    let from = state;
    let to = trie.child(from, by);
    while (to === 0 && from !== 0) {
      from = fallback[from] ?? 0;
      to = trie.child(from, by);
    }
    return to;
  };
  // A state falls back to a shorter prefix, which is complete before it.
  for (const state of shortestFirst(depth, trie.count)) {
    const before = numberAt(parent, state);
    const shorter = before === 0 ? 0 : after(numberAt(fallback, before), numberAt(letter, state));
    fallback[state] = shorter;
    const within = numberAt(ends, shorter);
    const own = trie.endings[numberAt(ends, state)];
    if (own === undefined) ends[state] = within;
    else trie.endings[numberAt(ends, state)] = together(own, trie.endings[within]);
  }
  return {
    isEmpty: wanted.length === 0,
    next(state, code) {
      const by = alphabet.letterOf(code);
      return by === 0 ? 0 : after(state, by);
    },
    depthOf: (state) => depth[state] ?? 0,
    endingAt: (state) => trie.endings[ends[state] ?? 0],
  };
}

interface Alphabet {
  readonly size: number;
  /** The number of a character; 0 if it occurs in no secret. */
  readonly letterOf: (code: number) => number;
}

/** Numbers the characters that occur in the secrets, from 1. */
function alphabetOf(wanted: readonly WantedSecret[]): Alphabet {
  const ascii = new Uint16Array(128);
  const others = new Map<number, number>();
  const numberOf = (code: number): number => ascii[code] ?? others.get(code) ?? 0;
  let size = 1;
  const number = (code: number): void => {
    if (numberOf(code) !== 0) return;
    if (code < ascii.length) ascii[code] = size;
    else others.set(code, size);
    size += 1;
  };
  for (const { text } of wanted) {
    for (let at = 0; at < text.length; at += 1) number(text.charCodeAt(at));
  }
  const unfolded = ascii.map((_, code) => numberOf(foldCode(code)));
  return { size, letterOf: (code) => unfolded[code] ?? numberOf(foldCode(code)) };
}

/** The secrets as a tree: each state is a prefix, 0 the empty one. */
interface Trie {
  /** The number of states. */
  readonly count: number;
  readonly parent: Int32Array;
  /** The letter that leads to a state. */
  readonly letter: Uint16Array;
  readonly depth: Uint16Array;
  /** The index into `endings` for each state; the first entry is undefined. */
  readonly ends: Int32Array;
  readonly endings: (SecretEnding | undefined)[];
  /** The state one letter further; 0 if there is none. */
  readonly child: (state: number, by: number) => number;
}

function trieOf(wanted: readonly WantedSecret[], { size, letterOf }: Alphabet): Trie {
  const max = wanted.reduce((sum, { text }) => sum + text.length, 2);
  const parent = new Int32Array(max).fill(-1);
  const letter = new Uint16Array(max);
  const depth = new Uint16Array(max);
  const ends = new Int32Array(max);
  const endings: (SecretEnding | undefined)[] = [undefined];
  const first = new Int32Array(size);
  // Nearly every state has one child, the next state; other children are here.
  const branches = new Map<number, number>();
  const hasBranches = new Uint8Array(max);
  let count = 1;

  const child = (state: number, by: number): number => {
    if (state === 0) return first[by] ?? 0;
    if (parent[state + 1] === state && letter[state + 1] === by) return state + 1;
    return hasBranches[state] === 1 ? (branches.get(state * size + by) ?? 0) : 0;
  };
  const grow = (state: number, by: number): number => {
    const made = count;
    count += 1;
    parent[made] = state;
    letter[made] = by;
    depth[made] = (depth[state] ?? 0) + 1;
    if (state === 0) first[by] = made;
    else if (made !== state + 1) {
      hasBranches[state] = 1;
      branches.set(state * size + by, made);
    }
    return made;
  };
  for (const { text, ...shown } of wanted) {
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const by = letterOf(text.charCodeAt(at));
      state = child(state, by) || grow(state, by);
    }
    const outcome = together({ length: text.length, ...shown }, endings[ends[state] ?? 0]);
    ends[state] = endings.push(outcome) - 1;
  }
  return { count, parent, letter, depth, ends, endings, child };
}

const numberAt = (numbers: Int32Array | Uint16Array, index: number): number => numbers[index] ?? 0;

/** Every state but 0, by prefix length. */
function shortestFirst(depth: Uint16Array, count: number): Int32Array {
  const deepest = depth.reduce((max, each) => Math.max(max, each), 0);
  // The number of shorter prefixes, and so the position of the next one of each length.
  const next = new Int32Array(deepest + 2);
  for (const each of depth.subarray(1, count)) next[each + 1] = numberAt(next, each + 1) + 1;
  for (let each = 1; each < next.length; each += 1) next[each] = numberAt(next, each) + numberAt(next, each - 1);
  const states = new Int32Array(count - 1);
  for (let state = 1; state < count; state += 1) {
    const place = numberAt(next, numberAt(depth, state));
    states[place] = state;
    next[numberAt(depth, state)] = place + 1;
  }
  return states;
}

/** Combines a secret with a shorter one that ends at the same place. */
function together(longer: SecretEnding, shorter: SecretEnding | undefined): SecretEnding {
  if (shorter === undefined) return longer;
  const { length, shownAs } = longer;
  const isBeginning = longer.isBeginning || shorter.isBeginning;
  return { length, shownAs: shownAs === shorter.shownAs ? shownAs : undefined, isBeginning };
}
