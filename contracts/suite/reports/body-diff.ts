import { diffArrays } from 'diff';
import type { Difference } from '../target.js';

/** A line of a diff: `-` was expected, `+` was received, a space marks a common line. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ';
  readonly text: string;
}

/** The longest quotation of a text in a report, in characters; the rest is counted. */
const quoted = 10_000;

/** With more different lines, a diff is not readable, and the texts are shown one after the other. */
const manyEdits = 1000;

/** The expected and the received text, line by line; JSON is pretty-printed first. Empty if both are missing. */
export function bodyDiff({ expected, received }: Pick<Difference, 'expected' | 'received'>): readonly DiffLine[] {
  const alone = expected ?? received;
  if (alone === undefined) return [];
  if (expected === undefined || received === undefined) return withSign(' ', linesOf(prettyJson(alone)));
  const [wanted, actual] = [prettyJson(expected), prettyJson(received)];
  // If they differ only in the notation of the JSON, pretty-printing would hide the difference.
  if (wanted === actual) return diffLines(linesOf(expected), linesOf(received), isSameLine);
  const areJson = wanted !== expected && actual !== received;
  return diffLines(linesOf(wanted), linesOf(actual), areJson ? isSameMember : isSameLine);
}

type Comparator = (one: string, other: string) => boolean;

const isSameLine: Comparator = (one, other) => one === other;

/** Ignores the comma after a member, which only depends on its position. */
const isSameMember: Comparator = (one, other) => one.replace(/,$/, '') === other.replace(/,$/, '');

function diffLines(wanted: readonly string[], actual: readonly string[], comparator: Comparator): readonly DiffLine[] {
  const changes = diffArrays([...wanted], [...actual], { maxEditLength: manyEdits, comparator });
  if (changes === undefined) return [...withSign('-', wanted), ...withSign('+', actual)];
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
 * JSON with one member a line; any other text unchanged.
 *
 * Every literal stays unchanged: a long number keeps its digits, an escape stays an escape, a duplicate name stays.
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
