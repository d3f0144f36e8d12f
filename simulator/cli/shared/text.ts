import { columnsOf, type Message, padTo, type Render } from '../../../contracts/messages.js';
import type { Output } from './io.js';

/** An error message on one line: file names may hold any character. */
export const inOneLine = (text: string): string => `understudy: ${flat(text)}\n`;

const flat = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/**
 * An error of commander on one line: it writes several.
 *
 * Omits the value after the `=` of an unknown flag, which may be a token after a misspelt name.
 */
export function commanderError(text: string): string {
  return flat(text.replace(/^error: /, '')).replace(/^(unknown option '-[^'=]*)=.*?'( \(Did you mean .*)?$/, "$1'$2");
}

/** Prints each message as one line, in the language of the user. */
export const complainTo =
  ({ stderr, text }: { readonly stderr: Output; readonly text: Render }) =>
  (message: Message | string): void => {
    stderr.write(inOneLine(text(message)));
  };

/** How to wrap lines: the prefix of the first, the indent of the others, and the maximum width. */
interface Wrapping {
  readonly lead: string;
  readonly indent: number;
  readonly width: number;
}

/** Wraps a text between words, and between Chinese characters; a word wider than a line gets its own line. */
export function wrapText(text: string, { lead, indent, width }: Wrapping): string {
  const [first = '', ...rest] = wordsOf(text);
  const lines: string[] = [];
  let line = `${padTo(lead, indent)}${first}`;
  for (const word of rest) {
    if (columnsOf(line) + columnsOf(word) <= width) {
      line += word;
    } else {
      lines.push(line);
      line = `${' '.repeat(indent)}${word.trimStart()}`;
    }
  }
  return [...lines, line].join('\n');
}

/** The pieces between which a text may be wrapped, each with the spaces before it; punctuation stays with its word. */
const wordsOf = (text: string): readonly string[] => text.match(wordShape) ?? [];

const opening = '（“「《(';
const closing = '，。；：、？！）”」》…';
const wordShape = new RegExp(
  String.raw` *[${opening}]*(?:\p{Script=Han}|[^\s\p{Script=Han}${opening.slice(0, -1)}${closing}]+)[${closing}.,;:)!?]*`,
  'gu',
);

/** A text as one word of a POSIX shell, always in quotes. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A text as one word of a POSIX shell, in quotes only where needed. */
export const word = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : quoteText(text));
