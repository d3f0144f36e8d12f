import { folded } from './secret-encodings.js';

/** What is known of a secret that ends where a search stands. */
export interface Ending {
  /** How many characters of it were read; of several secrets that end here, the longest. */
  readonly length: number;
  /** What is shown in its place; undefined when several end here that are shown differently. */
  readonly shownAs: string | undefined;
  /** True when more than this of the secret was not looked for. */
  readonly isBeginning: boolean;
}

/** A way to write a secret, folded, and what is known of it. */
export interface Wanted extends Omit<Ending, 'length'> {
  readonly text: string;
}

/**
 * All ways to write a set of secrets, looked for at once in one pass over a text (Aho and Corasick, 1975).
 *
 * Our own rather than a library's: a search is taken up in the middle of an escape and followed side by side with the main
 * one, for which its state must be a value; and each place gives one answer, however many secrets end there.
 */
export interface SecretIndex {
  readonly isEmpty: boolean;
  /** The state after one more character in state `state`; 0 when nothing that is wanted has begun. */
  readonly next: (state: number, code: number) => number;
  /** How many of the last characters have begun something that is wanted. */
  readonly depthOf: (state: number) => number;
  readonly endingAt: (state: number) => Ending | undefined;
}

/** Makes ready to look for everything that is wanted. Linear in its length. */
export function secretIndex(wanted: readonly Wanted[]): SecretIndex {
  const alphabet = alphabetOf(wanted);
  const trie = trieOf(wanted, alphabet);
  const fallback = new Int32Array(trie.parent.length);
  // The state of the longest that ends here, which is shorter than what has begun when that has not ended.
  const nearest = new Int32Array(trie.parent.length);

  const after = (state: number, letter: number): number => {
    let from = state;
    let to = trie.child(from, letter);
    while (to === 0 && from !== 0) {
      from = fallback[from] ?? 0;
      to = trie.child(from, letter);
    }
    return to;
  };
  for (const state of trie.byDepth()) {
    const parent = trie.parent[state] ?? 0;
    const shorter = parent === 0 ? 0 : after(fallback[parent] ?? 0, trie.letter[state] ?? 0);
    fallback[state] = shorter;
    const within = nearest[shorter] ?? 0;
    const own = trie.endings.get(state);
    nearest[state] = own === undefined ? within : state;
    if (own !== undefined) trie.endings.set(state, together(own, trie.endings.get(within)));
  }
  return {
    isEmpty: wanted.length === 0,
    next(state, code) {
      const letter = alphabet.letterOf(code);
      return letter === 0 ? 0 : after(state, letter);
    },
    depthOf: (state) => trie.depth[state] ?? 0,
    endingAt: (state) => (nearest[state] === 0 ? undefined : trie.endings.get(nearest[state] ?? 0)),
  };
}
interface Alphabet {
  readonly size: number;
  /** The number of a character, 0 for one that occurs in nothing that is wanted. */
  readonly letterOf: (code: number) => number;
}

/** Numbers the characters that occur in what is wanted, from 1; 0 is any other. */
function alphabetOf(wanted: readonly Wanted[]): Alphabet {
  const letters = new Map<number, number>();
  for (const { text } of wanted) {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (!letters.has(code)) letters.set(code, letters.size + 1);
    }
  }
  const ascii = Uint16Array.from({ length: 128 }, (_, code) => letters.get(folded(code)) ?? 0);
  return { size: letters.size + 1, letterOf: (code) => ascii[code] ?? letters.get(folded(code)) ?? 0 };
}

/** What is wanted as a tree: each state a beginning, 0 the empty one. */
interface Trie {
  readonly parent: Int32Array;
  /** The letter by which a state is entered. */
  readonly letter: Uint16Array;
  readonly depth: Int32Array;
  readonly endings: Map<number, Ending>;
  /** The state one letter further; 0 when nothing that is wanted goes on so. */
  readonly child: (state: number, letter: number) => number;
  /** Every state but 0, the shortest beginnings first. */
  readonly byDepth: () => readonly number[];
}

function trieOf(wanted: readonly Wanted[], { size, letterOf }: Alphabet): Trie {
  const most = wanted.reduce((sum, { text }) => sum + text.length, 1);
  const parent = new Int32Array(most + 1).fill(-1);
  const letter = new Uint16Array(most + 1);
  const depth = new Int32Array(most + 1);
  const endings = new Map<number, Ending>();
  const first = new Int32Array(size);
  // Nearly every state has one child at most, which then is the next one; the others are here.
  const branches = new Map<number, number>();
  const hasBranches = new Uint8Array(most + 1);
  let count = 1;

  const child = (state: number, by: number): number => {
    if (state === 0) return first[by] ?? 0;
    if (parent[state + 1] === state && letter[state + 1] === by) return state + 1;
    return hasBranches[state] === 1 ? (branches.get(state * size + by) ?? 0) : 0;
  };
  const added = (state: number, by: number): number => {
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
      state = child(state, by) || added(state, by);
    }
    endings.set(state, together({ length: text.length, ...shown }, endings.get(state)));
  }
  const byDepth = (): readonly number[] => {
    const levels: number[][] = [];
    for (let state = 1; state < count; state += 1) (levels[depth[state] ?? 0] ??= []).push(state);
    return levels.flat();
  };
  return { parent, letter, depth, endings, child, byDepth };
}

/** What is known where a secret ends that holds another one at its end. */
function together(longer: Ending, shorter: Ending | undefined): Ending {
  if (shorter === undefined) return longer;
  const { length, shownAs } = longer;
  const isBeginning = longer.isBeginning || shorter.isBeginning;
  return { length, shownAs: shownAs === shorter.shownAs ? shownAs : undefined, isBeginning };
}
