import { readTimestamp } from '../../../../contracts/ytx/china-time.js';

/** Numbers since 1970, which show their unit by how long they are; seconds may have a fraction. */
const sinceEpoch: readonly (readonly [shape: RegExp, format: string])[] = [
  [/^\d{10}(?:\.\d{1,9})?$/, 'Unix s'],
  [/^\d{13}(?:\.\d{1,6})?$/, 'Unix ms'],
  [/^\d{16}$/, 'Unix µs'],
  [/^\d{19}$/, 'Unix ns'],
];

const finerTimestamp = /^(\d{14})(\d{3}|\d{6})$/;

/** ISO 8601 and its relatives: dashes or slashes, `T` or a space, any fraction, any offset. */
const wallClock = /^(\d{4}([-/])\d\d\2\d\d([T ])\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?$/;

const isInstant = (digits: string): boolean => readTimestamp(digits) !== undefined;

/** How a finer timestamp's format is written; undefined when it is none. */
function finerRead(text: string): string | undefined {
  const [, timestamp = '', fraction = ''] = finerTimestamp.exec(text) ?? [];
  return isInstant(timestamp) ? `yyyyMMddHHmmss${'S'.repeat(fraction.length)}` : undefined;
}

function wallClockRead(text: string): string | undefined {
  const [, wall = '', dash = '', between, fraction, offset] = wallClock.exec(text) ?? [];
  if (!isInstant(wall.replace(/\D/g, ''))) return undefined;
  if (between === 'T') return 'ISO 8601';
  const parts = fraction === undefined ? '' : `.${'S'.repeat(fraction.length)}`;
  return `yyyy${dash}MM${dash}dd HH:mm:ss${parts}${offset === undefined ? '' : 'XXX'}`;
}

/** The format of a text that shows by itself what instant it means, but is no timestamp; undefined for any other. */
export function formatRead(text: string): string | undefined {
  return sinceEpoch.find(([shape]) => shape.test(text))?.[1] ?? finerRead(text) ?? wallClockRead(text);
}
