import { bookingTimeOf, readBookingTime } from '../../../contracts/ytx/china-time.js';

/**
 * A date as the provider's `booktime`: `yyyy-MM-dd HH:mm` at +08:00, whatever the machine's time zone.
 *
 * Throws a TypeError for what that cannot say: no date at all, a year without four digits, or a part of a minute, for
 * to leave it out would book another time than was asked for.
 */
export function bookingTime(at: Date): string {
  const instant = Object.prototype.toString.call(at) === '[object Date]' ? at.getTime() : NaN;
  if (Number.isNaN(instant)) throw new TypeError('at must be a valid Date');
  const text = bookingTimeOf(instant);
  if (readBookingTime(text)?.instant === instant) return text;
  throw new TypeError(`at must be a whole minute of a year with four digits (setSeconds(0, 0)): ${at.toISOString()}`);
}
