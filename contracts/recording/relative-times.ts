import { bookingTimeOf, readBookingTime, readTimestamp, timestampOf, wallClockOf } from '../ytx/china-time.js';
import { placeholder } from './placeholders.js';

/** Digits alone count as a time only this near to the case, in ms: an id is unlikely to fall into that span. */
const near = 400 * 24 * 3_600_000;

/** Replaces times by their offsets from the start of the case: `<time:+24h yyyy-MM-dd HH:mm +08:00>`. */
export function withRelativeTimes(text: string, began: number, isOfTheCase: (value: string) => boolean): string {
  return timeNotations.reduce(
    (before, notation) =>
      before.replace(notation.shape, (found) => (isOfTheCase(found) ? found : relative(found, notation, began))),
    text,
  );
}

function relative(found: string, notation: TimeNotation, began: number): string {
  const instant = notation.read(found);
  if (instant === undefined) return found;
  if (notation.looksLikeAnId && Math.abs(instant - began) > near) return found;
  const { unit, name } = notation;
  return placeholder(`time:${offsetOf(cut(instant, unit) - cut(began, unit))} ${name}`);
}

/** The value of `<time:…>` in a case that began at this instant. Throws for an invalid one. */
export function timeOf(name: string, began: number): string {
  const [, offset = '', written = ''] = /^time:(\S+) (.+)$/.exec(name) ?? [];
  const notation = timeNotations.find((each) => each.name === written);
  if (notation === undefined) throw new Error(`"${name}" is not a time`);
  return notation.write(cut(began, notation.unit) + readOffset(offset));
}

const cut = (instant: number, unit: number): number => Math.floor(instant / unit) * unit;

/** One way to write an instant. */
interface TimeNotation {
  /** Its name in a placeholder, the zone included. */
  readonly name: string;
  /** Finds candidates within a text. */
  readonly shape: RegExp;
  /** Its resolution, in ms. */
  readonly unit: number;
  readonly read: (text: string) => number | undefined;
  readonly write: (instant: number) => string;
  /** Whether it is digits only, as an id may be: then only an instant near the start of the case is a time. */
  readonly looksLikeAnId: boolean;
}

const hour = 3_600_000;

/** The ISO 8601 notation of one zone, with milliseconds or without. */
function iso(zone: string, hasMs: boolean): TimeNotation {
  const ahead = zone === 'Z' ? 0 : 8 * hour;
  const fraction = hasMs ? String.raw`\.\d{3}` : '';
  const ending = zone.replace('+', String.raw`\+`);
  const write = (instant: number): string => new Date(instant + ahead).toISOString().slice(0, hasMs ? 23 : 19) + zone;
  return {
    name: `yyyy-MM-ddTHH:mm:ss${hasMs ? '.SSS' : ''} ${zone}`,
    shape: new RegExp(String.raw`(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d${fraction}${ending}`, 'g'),
    unit: hasMs ? 1 : 1000,
    read: (text) => sameAs(text, write, Date.parse(text)),
    write,
    looksLikeAnId: false,
  };
}

/** A text that is not written back unchanged (30 February) is not an instant. */
const sameAs = (text: string, write: (instant: number) => string, instant: number): number | undefined =>
  Number.isNaN(instant) || write(instant) !== text ? undefined : instant;

/** The supported notations; the first that matches a text applies. */
const timeNotations: readonly TimeNotation[] = [
  ...['Z', '+08:00'].flatMap((zone) => [iso(zone, true), iso(zone, false)]),
  {
    name: 'yyyy-MM-dd HH:mm:ss +08:00',
    shape: /(?<!\d)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?![\d.])/g,
    unit: 1000,
    read: (text) => readBookingTime(text)?.instant,
    write: wallClockOf,
    looksLikeAnId: false,
  },
  {
    name: 'yyyy-MM-dd HH:mm +08:00',
    shape: /(?<!\d)\d{4}-\d\d-\d\d \d\d:\d\d(?![\d:])/g,
    unit: 60_000,
    read: (text) => readBookingTime(text)?.instant,
    write: bookingTimeOf,
    looksLikeAnId: false,
  },
  {
    name: 'yyyyMMddHHmmss +08:00',
    shape: /(?<![\w.])\d{14}(?![\w.])/g,
    unit: 1000,
    read: readTimestamp,
    write: timestampOf,
    looksLikeAnId: true,
  },
  { name: 'ms', shape: /(?<![\w.])\d{13}(?![\w.])/g, unit: 1, read: Number, write: String, looksLikeAnId: true },
];

const units = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A span of time, ms, with its sign: `+24h`, `-24h1s`, `+0.9s`, `+0s`. */
export function offsetOf(ms: number): string {
  let rest = Math.abs(ms);
  const parts = units.map(([unit, length]) => {
    const count = unit === 's' ? rest / length : Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return `${ms < 0 ? '-' : '+'}${parts.join('') || '0s'}`;
}

/** The span of an offset, in ms. Throws for a text that is not an offset. */
export function readOffset(text: string): number {
  const match = /^([+-])(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d{1,3})?)s)?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is not an offset such as +24h`);
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part: string | undefined) => Number(part ?? 0));
  const ms = hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000);
  return match[1] === '-' ? -ms : ms;
}
