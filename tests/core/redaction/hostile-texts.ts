import { secretRules as ytx } from '../../../simulator/providers/ytx/secrets.js';
import { request, redactorOf } from './redactors.js';

/** Among them those that take the longest: of one character, and of what escapes are made of. */
export const secrets = [
  '70000000000000000000000000000ac1',
  'a'.repeat(40),
  '61'.repeat(20),
  'aaaa%61aaaa',
  '\\u0061\\u0061aaaa',
  '0000000000',
  `61${'a'.repeat(60)}`,
];
const carried = ['c'.repeat(8000), `9a${'d'.repeat(200)}`, Buffer.from('ac01|20261121120000').toString('base64')];

/** How many steps are taken to redact a text. */
export function stepsFor(text: string): number {
  const effort = { steps: 0 };
  const redact = redactorOf(
    { secretsIn: () => secrets, credentialsIn: () => carried, looksLikeCredential: ytx.looksLikeCredential },
    effort,
  );
  redact('made ready', request);
  const before = effort.steps;
  redact(text, request);
  return effort.steps - before;
}

/** What a hostile text consists of: its beginning, and what is repeated. */
export type Composed = readonly [begins: string, unit: string];

/** A text of so many characters. */
export const composed = ([begins, unit]: Composed, length: number): string =>
  (begins + unit.repeat(Math.ceil(length / unit.length))).slice(0, length);

/** Texts that were once redacted in a number of steps that grew with the square of their length or faster, or may be. */
export const hostile: Readonly<Record<string, Composed>> = {
  'percent-encoded NULs': ['', '%00'],
  'percent-encoded line ends': ['', '%0a'],
  'percent-encoded backslashes': ['', '%5c'],
  'NULs of JSON': ['', '\\u0000'],
  'line ends of XML': ['', '&#10;'],
  backslashes: ['', '\\'],
  'one percent sign, encoded again and again': ['%', '25'],
  'percent signs, each of their characters encoded': ['', '%25%32%35'],
  'base64 of a path': ['', 'abc/def+'],
  'percent-encoded line ends of both kinds': ['', '%0d%0a'],
  'percent-encoded letters': ['', '%61'],
  'percent-encoded hex digits': ['', '%36%31'],
  'letters of JSON': ['', '\\\\u0061'],
  'letters of XML, the number endless': ['&#', '0'],
  'ampersands in ampersands': ['&', 'amp;'],
  ampersands: ['', '&amp;'],
  'escaped line ends': ['', '\\n'],
  'percent signs, encoded once': ['', '%25'],
  NULs: ['', '\0'],
  'a letter and many NULs': ['', `a${'\0'.repeat(999)}`],
  'one letter': ['', 'a'],
  'one letter, of which a carried credential consists': ['', 'c'],
  'what begins a carried credential, in escapes': ['', '%09%61dddddddddd'],
  'hex of one letter': ['', '61'],
  'encoded base64': ['', '%2b'],
  'halves of a secret': ['', '61aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  markers: ['', '‹redacted›'],
};
/** Twice what any of these takes for a character; what is not linear takes many times more. */
export const mostStepsEach = 130;
