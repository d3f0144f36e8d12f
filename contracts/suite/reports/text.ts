import { styleText } from 'node:util';

/**
 * Characters that control a terminal or change text direction, and noncharacters: C0 and C1 except tab and line feed,
 * marks of direction, line and paragraph separators, halves of surrogate pairs. XML 1.0 forbids many of them.
 */
const invisible = /[^\t\n\P{Cc}]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]|\p{Cs}/gu;

/** An untrusted text with its invisible characters escaped: `\u{1b}`. */
export const visible = (text: string): string => text.replace(invisible, escapeCharacter);

/** The same on one line. */
export const visibleLine = (text: string): string => visible(text).replace(/[\t\n]/g, escapeCharacter);

const escapeCharacter = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;

/** The colors and styles of a text. */
export type Color = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Paints a text for a terminal. */
export type Paint = (color: Color, text: string) => string;

/** Paints in ANSI colors, or not at all; the caller decides, without regard to streams and variables. */
export const painter = (usesColor: boolean): Paint =>
  usesColor ? (color, text) => styleText(color, text, { validateStream: false }) : (_color, text) => text;
