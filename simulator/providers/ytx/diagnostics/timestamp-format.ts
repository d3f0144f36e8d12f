import { readTimestamp, timestampOf } from '../../../../contracts/ytx/china-time.js';
import { firstOf, type Mistake, type Reproduced } from '../../../core/diagnosis/mistakes.js';
import { claimOver, type Facts, accountKeys, reproduceSign, signedText, withValues } from './facts.js';

/** A timestamp without its full instant is searched for within so many seconds of now. */
const secondsSearched = 120;

const secondsAround = (now: number): readonly number[] =>
  Array.from({ length: 2 * secondsSearched + 1 }, (_, index) => now + (index - secondsSearched) * 1000);

/** The format in which this text is the instant; undefined if there is none. For formats that cannot be parsed. */
const lookAlikeOf = (instant: number, text: string): string | undefined =>
  lookAlikes(instant).find(([, each]) => each === text)?.[0];

const formatOf = (text: string, now: number): string | undefined =>
  formatRead(text) ?? firstOf(secondsAround(now), (instant) => lookAlikeOf(instant, text));

/** Finds the format in the header. */
function inHeader({ subject, claim, accountSID, account, now }: Facts): Reproduced | undefined {
  const isAsked = subject === 'authorization' || subject === 'timestamp';
  if (!isAsked || claim?.accountSID !== accountSID) return undefined;
  const format = formatOf(claim.timestamp, now);
  if (format === undefined) return undefined;
  return { signed: claimOver(claim.timestamp)(accountKeys({ account })), values: { where: 'Authorization', format } };
}

/** The Sign is correct for now; the header has a valid timestamp, but of another time. */
const inHeaderAlone = (facts: Facts): Reproduced | undefined =>
  firstOf(secondsAround(facts.now), (instant) => {
    const format = lookAlikeOf(instant, facts.timestamp);
    if (format === undefined) return undefined;
    return withValues(reproduceSign(facts, signedText(timestampOf(instant))), { where: 'Authorization', format });
  });

/** Finds the format in the Sign, for the second in the header. */
function inSign(facts: Facts): Reproduced | undefined {
  const { signedAt } = facts;
  const reproduceWith = (text: string, format?: string): Reproduced | undefined => {
    const found = reproduceSign(facts, signedText(text));
    return found && { ...found, values: { where: 'Sign', format: format ?? formatRead(text) ?? text } };
  };
  return (
    firstOf(lookAlikes(signedAt), ([format, text]) => reproduceWith(text, format)) ??
    firstOf(timestampFormats(signedAt), (text) => reproduceWith(text)) ??
    firstOf(finerTimestampFormats(signedAt), (text) => reproduceWith(text))
  );
}

/** The instant is correct, but its format is not `yyyyMMddHHmmss`. */
export const timestampFormat: Mistake<Facts> = {
  mistake: 'timestamp-format',
  reproduces(facts) {
    if (facts.subject !== 'sign') return inHeader(facts);
    return inSign(facts) ?? inHeaderAlone(facts);
  },
};

/** An instant in a wrong format, and the name of that format. */
type Formatted = readonly [format: string, text: string];

const minute = 60 * 1000;

/** The offset of the provider's clock, and the range of all offsets in half hours; minutes ahead of UTC. */
const china = 8 * 60;
const westernmost = -12 * 60;
const easternmost = 14 * 60;
const offsets = Array.from({ length: (easternmost - westernmost) / 30 + 1 }, (_, index) => westernmost + index * 30);

/** The number of texts of one second with different milliseconds. */
const millisecondsWritten = 1000;

/** The parts of `yyyyMMddHHmmss`. */
const partsOf = (timestamp: string) =>
  ({
    year: timestamp.slice(0, 4),
    month: timestamp.slice(4, 6),
    day: timestamp.slice(6, 8),
    hour: timestamp.slice(8, 10),
    minute: timestamp.slice(10, 12),
    second: timestamp.slice(12, 14),
  }) as const;

const onTwelveHourClock = (hour: string): string => String(((Number(hour) + 11) % 12) + 1).padStart(2, '0');

/**
 * Formats that do not contain the full instant, or that look like a timestamp of another time; without the correct
 * ones.
 */
function lookAlikes(instant: number): readonly Formatted[] {
  const timestamp = timestampOf(instant);
  const { year, month, day, hour, minute: minutes, second } = partsOf(timestamp);
  const formatted: readonly Formatted[] = [
    ['yyyyMMddhhmmss', `${year}${month}${day}${onTwelveHourClock(hour)}${minutes}${second}`],
    ['yyyymmddHHmmss', `${year}${minutes}${day}${hour}${minutes}${second}`],
    ['yyyyMMddHHMMss', `${year}${month}${day}${hour}${month}${second}`],
    ['yyyymmddHHMMss', `${year}${minutes}${day}${hour}${month}${second}`],
    ['yyyyddMMHHmmss', `${year}${day}${month}${hour}${minutes}${second}`],
    ['yyMMddHHmmss', timestamp.slice(2)],
    ['yyyyMMddHHmm', timestamp.slice(0, 12)],
  ];
  return formatted.filter(([, text]) => text !== timestamp);
}

/** The wall-clock time at this offset. */
function wallClock(instant: number, offset: number, dash: string, between: string): string {
  const shown = partsOf(timestampOf(instant + (offset - china) * minute));
  return `${shown.year}${dash}${shown.month}${dash}${shown.day}${between}${shown.hour}:${shown.minute}:${shown.second}`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** The suffixes of ISO 8601 for an offset: none, and each notation of the offset. */
function endsOf(offset: number): readonly string[] {
  const sign = offset < 0 ? '-' : '+';
  const hours = twoDigits(Math.floor(Math.abs(offset) / 60));
  const minutes = twoDigits(Math.abs(offset) % 60);
  return ['', ...(offset === 0 ? ['Z'] : []), `${sign}${hours}:${minutes}`, `${sign}${hours}${minutes}`];
}

/** An instant of whole seconds in every format that can be parsed, without milliseconds. */
function* timestampFormats(second: number): Iterable<string> {
  yield String(second / 1000);
  yield wallClock(second, china, '/', ' ');
  for (const offset of offsets) {
    const withT = wallClock(second, offset, '-', 'T');
    const withSpace = wallClock(second, offset, '-', ' ');
    for (const end of endsOf(offset)) yield* [withT + end, withSpace + end];
  }
}

/** The same with every millisecond of the second, for clocks at UTC or at the provider's offset. */
function* finerTimestampFormats(second: number): Iterable<string> {
  const iso = [0, china].flatMap((offset) =>
    endsOf(offset).map((end) => [`${wallClock(second, offset, '-', 'T')}.`, end] as const),
  );
  const around = [
    [String(second / 1000), ''],
    [timestampOf(second), ''],
    [`${wallClock(second, china, '-', ' ')}.`, ''],
    ...iso,
  ] as const;
  for (let millisecond = 0; millisecond < millisecondsWritten; millisecond += 1) {
    const fraction = String(millisecond).padStart(3, '0');
    for (const [before, after] of around) yield before + fraction + after;
  }
}

/** Numbers since 1970, whose unit follows from their length; seconds may have a fraction. */
const sinceEpoch: readonly (readonly [shape: RegExp, format: string])[] = [
  [/^\d{10}(?:\.\d{1,9})?$/, 'Unix s'],
  [/^\d{13}(?:\.\d{1,6})?$/, 'Unix ms'],
  [/^\d{16}$/, 'Unix µs'],
  [/^\d{19}$/, 'Unix ns'],
];

const finerTimestamp = /^(\d{14})(\d{3}|\d{6})$/;

/** ISO 8601 and similar formats: dashes or slashes, `T` or a space, any fraction, any offset. */
const wallClockShape = /^(\d{4}([-/])\d\d\2\d\d([T ])\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?$/;

const isInstant = (digits: string): boolean => readTimestamp(digits) !== undefined;

/** The format of a timestamp with fractions of a second; undefined if it is not one. */
function finerRead(text: string): string | undefined {
  const [, timestamp = '', fraction = ''] = finerTimestamp.exec(text) ?? [];
  return isInstant(timestamp) ? `yyyyMMddHHmmss${'S'.repeat(fraction.length)}` : undefined;
}

function wallClockRead(text: string): string | undefined {
  const [, wall = '', dash = '', between, fraction, offset] = wallClockShape.exec(text) ?? [];
  if (!isInstant(wall.replace(/\D/g, ''))) return undefined;
  if (between === 'T') return 'ISO 8601';
  const parts = fraction === undefined ? '' : `.${'S'.repeat(fraction.length)}`;
  return `yyyy${dash}MM${dash}dd HH:mm:ss${parts}${offset === undefined ? '' : 'XXX'}`;
}

/** The format of a text that can be parsed but is not a timestamp; undefined for others. */
function formatRead(text: string): string | undefined {
  return sinceEpoch.find(([shape]) => shape.test(text))?.[1] ?? finerRead(text) ?? wallClockRead(text);
}
