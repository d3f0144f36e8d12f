import { bookingTimeOf, readBookingTime, readTimestamp, timestampOf, wallClockOf } from '../ytx/china-time.js';

/** One way to write an instant. */
export interface TimeNotation {
  /** As it stands in a placeholder, the zone included. */
  readonly name: string;
  /** Finds what may be one within a text. */
  readonly shape: RegExp;
  /** The smallest span that it tells apart, ms. */
  readonly unit: number;
  readonly read: (text: string) => number | undefined;
  readonly write: (instant: number) => string;
  /** It is digits only, so that an id can look like it: then only an instant near the case's own is a time. */
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

/** What does not come out as it went in (30 February) names no instant. */
const sameAs = (text: string, write: (instant: number) => string, instant: number): number | undefined =>
  Number.isNaN(instant) || write(instant) !== text ? undefined : instant;

/** Every notation in which a time is recognised; a text that fits several is the first. */
export const timeNotations: readonly TimeNotation[] = [
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
