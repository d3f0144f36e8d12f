/** The provider's time zone is +08:00 all year, in ms; China has had no summer time since 1991. */
export const chinaOffset = 8 * 60 * 60 * 1000;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function lastDayOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The instant (ms since the epoch) of this time at +08:00; undefined for an invalid time. */
function instantOf({ year, month, day, hour, minute, second }: WallClock): number | undefined {
  // Date.UTC maps the years 0 to 99 to the twentieth century.
  const real = year >= 100 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59;
  if (!real || day > lastDayOf(year, month)) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second) - chinaOffset;
}

const timestampShape = /^\d{14}$/;

/** The instant (ms since the epoch) of a `yyyyMMddHHmmss` timestamp at +08:00; undefined for an invalid one. */
export function readTimestamp(text: string): number | undefined {
  if (!timestampShape.test(text)) return undefined;
  const number = Number(text);
  return instantOf({
    year: Math.floor(number / 1e10),
    month: Math.floor(number / 1e8) % 100,
    day: Math.floor(number / 1e6) % 100,
    hour: Math.floor(number / 1e4) % 100,
    minute: Math.floor(number / 100) % 100,
    second: number % 100,
  });
}

/** An instant (ms since the epoch) as `yyyyMMddHHmmss` at +08:00, in any time zone of the machine. */
export function timestampOf(instant: number): string {
  return chinaIso(instant).slice(0, 19).replace(/[-:T]/g, '');
}

const bookingTimeShape = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)(?::(\d\d))?$/;

/** The instant (ms since the epoch) of a `yyyy-MM-dd HH:mm[:ss]` at +08:00; undefined for an invalid one. */
export function readBookingTime(text: string): { readonly instant: number; readonly hasSeconds: boolean } | undefined {
  const match = bookingTimeShape.exec(text);
  if (match === null) return undefined;
  const numbers = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  const instant = instantOf({ year, month, day, hour, minute, second });
  return instant === undefined ? undefined : { instant, hasSeconds: match[6] !== undefined };
}

/** An instant (ms since the epoch) as `yyyy-MM-dd HH:mm` at +08:00. */
export function bookingTimeOf(instant: number): string {
  return chinaIso(instant).slice(0, 16).replace('T', ' ');
}

/** An instant (ms since the epoch) as `yyyy-MM-dd HH:mm:ss` at +08:00. */
export function wallClockOf(instant: number): string {
  return chinaIso(instant).slice(0, 19).replace('T', ' ');
}

const chinaIso = (instant: number): string => new Date(instant + chinaOffset).toISOString();
