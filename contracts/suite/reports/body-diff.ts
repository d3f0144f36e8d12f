import { diffArrays } from 'diff';
import type { Difference } from '../target.js';

/** A line of a diff: `-` was expected, `+` was received, a space stands before what both have. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ';
  readonly text: string;
}

/** No report quotes more of a text, in characters; what follows is counted. */
const quoted = 10_000;

/** Beyond so many different lines nobody reads where they are alike. */
const manyEdits = 1000;

/** What was expected and what was received, line by line; JSON is spread out first. Nothing where neither is known. */
export function bodyDiff({ expected, received }: Pick<Difference, 'expected' | 'received'>): readonly DiffLine[] {
  const alone = expected ?? received;
  if (alone === undefined) return [];
  if (expected === undefined || received === undefined) return withSign(' ', linesOf(prettyJson(alone)));
  const [wanted, came] = [prettyJson(expected), prettyJson(received)];
  // Where they differ only in how the JSON is written, spreading it out would hide the difference.
  if (wanted === came) return diffLines(linesOf(expected), linesOf(received), isSameLine);
  const areJson = wanted !== expected && came !== received;
  return diffLines(linesOf(wanted), linesOf(came), areJson ? isSameMember : isSameLine);
}

type Comparator = (one: string, other: string) => boolean;

const isSameLine: Comparator = (one, other) => one === other;

/** The comma behind a member only says whether it is the last. */
const isSameMember: Comparator = (one, other) => one.replace(/,$/, '') === other.replace(/,$/, '');

function diffLines(wanted: readonly string[], came: readonly string[], comparator: Comparator): readonly DiffLine[] {
  const changes = diffArrays([...wanted], [...came], { maxEditLength: manyEdits, comparator });
  if (changes === undefined) return [...withSign('-', wanted), ...withSign('+', came)];
  return changes.flatMap(({ added, removed, value }) => withSign(removed ? '-' : added ? '+' : ' ', value));
}

const withSign = (sign: DiffLine['sign'], lines: readonly string[]): readonly DiffLine[] =>
  lines.map((text) => ({ sign, text }));

function linesOf(text: string): readonly string[] {
  if (text.length <= quoted) return text.split('\n');
  // Not through the middle of a character.
  const shown = text.slice(0, quoted).replace(/[\uD800-\uDBFF]$/, '');
  return [...shown.split('\n'), `… and ${text.length - shown.length} characters more`];
}

/**
 * A text that is JSON, a member a line; any other text as it is.
 *
 * Every literal stays as it was written: a long number keeps its digits, an escape stays an escape, a name that stands
 * there twice stands there twice.
 */
export function prettyJson(text: string): string {
  return isJson(text) ? spread(text) : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const token = /"(?:\\.|[^"\\])*"|[[{]\s*[\]}]|[^\s[\]{},:"]+|[[\]{},:]/g;

function spread(json: string): string {
  let depth = 0;
  const line = (by: number): string => `\n${'  '.repeat((depth += by))}`;
  const shapes: Readonly<Record<string, (mark: string) => string>> = {
    '{': (mark) => mark + line(1),
    '[': (mark) => mark + line(1),
    '}': (mark) => line(-1) + mark,
    ']': (mark) => line(-1) + mark,
    ',': (mark) => mark + line(0),
    ':': (mark) => `${mark} `,
  };
  return (json.match(token) ?? []).map((each) => shapes[each]?.(each) ?? each.replace(/\s+(?=[\]}]$)/, '')).join('');
}
