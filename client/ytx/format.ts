import { bookingTimeOf, readBookingTime, wallClockOf } from '../../contracts/ytx/china-time.js';
import { formatFrom } from '../core/options.js';

/**
 * How requests are written where the provider's page leaves it open; `understudy readings` has the reasons. Each default is
 * what the page says or shows.
 */
export interface YtxFormat {
  /**
   * `parties`: `string`, the JSON text of the list, as the page types it; `array`, a JSON array; `unescaped`, the text with
   * unescaped quotation marks, as the page prints it, which is not JSON. Default: `string`.
   */
  readonly parties?: 'string' | 'array' | 'unescaped';
  /** `bookmeeting`: "0" or 0. Default: `string`. */
  readonly bookmeeting?: 'string' | 'number';
  /** `booktime`: `yyyy-MM-dd HH:mm`, or with `:ss`, and then `at` may be any whole second. Default: `minutes`. */
  readonly booktime?: 'minutes' | 'seconds';
  /** `confid` and `booktime` of a meeting that has none: empty, as in the page's samples, or not sent. Default: `empty`. */
  readonly unusedFields?: 'empty' | 'left-out';
  /** The field `action`. Default: `sent`. */
  readonly action?: 'sent' | 'left-out';
  /** The name of the field for the order number. Default: `CustomParm`, as on the page. */
  readonly orderNumber?: 'CustomParm' | 'customParm';
  /** The name of the parameter for the signature. Default: `Sign`. */
  readonly sign?: 'Sign' | 'sign';
  /** The `=` at the end of `Authorization`. Default: `padded`. */
  readonly authorization?: 'padded' | 'unpadded';
}

const choices = {
  parties: ['string', 'array', 'unescaped'],
  bookmeeting: ['string', 'number'],
  booktime: ['minutes', 'seconds'],
  unusedFields: ['empty', 'left-out'],
  action: ['sent', 'left-out'],
  orderNumber: ['CustomParm', 'customParm'],
  sign: ['Sign', 'sign'],
  authorization: ['padded', 'unpadded'],
} as const satisfies { readonly [Name in keyof YtxFormat]-?: readonly [YtxFormat[Name], ...YtxFormat[Name][]] };

/** A checked format. Throws a TypeError for an invalid one. */
export const ytxFormat = (given: YtxFormat = {}): Required<YtxFormat> => formatFrom(choices, given);

/** The JSON text of a body in this format. A value that is in another form already stays as it is. */
export function bodyText(
  fields: Readonly<Record<string, unknown>>,
  format: Pick<Required<YtxFormat>, 'parties' | 'bookmeeting'>,
): string {
  const members = Object.entries(fields).flatMap(([name, value]): readonly string[] => {
    const text = memberText(name, value, format);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

/** The JSON text of a member; undefined for undefined. */
function memberText(
  name: string,
  value: unknown,
  { parties, bookmeeting }: Pick<Required<YtxFormat>, 'parties' | 'bookmeeting'>,
): string | undefined {
  // It is typed as a text, but has none for undefined.
  const text = JSON.stringify(value) as string | undefined;
  if (name === 'parties' && Array.isArray(value) && text !== undefined) {
    if (parties === 'unescaped') return `"${text}"`;
    return parties === 'string' ? JSON.stringify(text) : text;
  }
  const isDigit = name === 'bookmeeting' && typeof value === 'string' && /^\d$/.test(value);
  return isDigit && bookmeeting === 'number' ? value : text;
}

/**
 * A date as the provider's `booktime`, at +08:00, in any time zone of the machine.
 *
 * Throws a TypeError for a value that this format cannot express: an invalid Date, a year without four digits, or a part of
 * a minute (or second), since rounding it would book another time.
 */
export function bookingTime(at: Date, { booktime }: Pick<Required<YtxFormat>, 'booktime'>): string {
  const instant = Object.prototype.toString.call(at) === '[object Date]' ? at.getTime() : NaN;
  if (Number.isNaN(instant)) throw new TypeError('at must be a valid Date');
  const text = booktime === 'seconds' ? wallClockOf(instant) : bookingTimeOf(instant);
  if (readBookingTime(text)?.instant === instant) return text;
  const whole = booktime === 'seconds' ? 'second' : 'minute';
  const advice = booktime === 'seconds' ? 'setMilliseconds(0)' : 'setSeconds(0, 0)';
  throw new TypeError(`at must be a whole ${whole} of a year with four digits (${advice}): ${at.toISOString()}`);
}
