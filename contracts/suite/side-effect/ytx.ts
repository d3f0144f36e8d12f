import { isJsonObject, type JsonObject, parsedJson } from '../../json.js';
import { readBookingTime } from '../../ytx/china-time.js';
import neighbours from '../../ytx/neighbours.json' with { type: 'json' };
import { type EffectRequest, pathOf, type RequestEffect } from './effect.js';

/** The least lead of a booking, in ms: enough time to cancel it by hand. */
const leastAheadMs = 30 * 24 * 3_600_000;

const otherActions = new Set(Object.keys(neighbours.actions).map((action) => action.toLowerCase()));

/**
 * The effect of a request to YTX; `now` is the true time, ms since the epoch, even if another clock signed the request.
 *
 * `bookmeeting` "2" cancels, and "1" books for an unambiguous `booktime`. The page gives no default for `bookmeeting`, so
 * any other value could start a meeting at once. So could a booking without a valid `booktime`.
 */
export function ytxEffect(request: EffectRequest, now: number): RequestEffect {
  if (!pathOf(request).endsWith('/call/TeleMeeting.wx')) return callsEffect('it goes to another interface of YTX', []);
  if (isGzip(request.body)) return callsEffect('the body is compressed, and the provider could unpack it', []);
  const text = unescapeUnicode(new TextDecoder('latin1').decode(request.body));
  if (!/phone|creator|parties|confid|meid/i.test(text.replaceAll('\0', ''))) {
    return { sideEffect: 'none', reason: 'the body names neither a phone nor a meeting', numbers: [] };
  }
  const body = jsonOf(request.body);
  // A lenient provider could repair it: the unescaped samples of its own page need that.
  if (!isJsonObject(body))
    return callsEffect('the body is not a JSON object in UTF-8, but the provider could repair it', digitsIn(text));
  if (otherActions.has(String(body['action']).toLowerCase())) {
    return callsEffect(`the action ${String(body['action'])} could change a running meeting`, numbersIn(body));
  }
  return effectOfMeeting(body, text, now);
}

const isGzip = (body: Uint8Array): boolean => body[0] === 0x1f && body[1] === 0x8b;

/** Undefined also for bytes that are not UTF-8: in another charset they could mean something else. */
function jsonOf(body: Uint8Array): unknown {
  try {
    return parsedJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function effectOfMeeting(body: JsonObject, text: string, now: number): RequestEffect {
  const { bookmeeting } = body;
  const numbers = numbersIn(body);
  if (mentions(text, 'bookmeeting') > 1) return callsEffect('bookmeeting occurs more than once', numbers);
  if (bookmeeting === '2') return { sideEffect: 'booking', reason: 'it cancels a booking', numbers: [] };
  if (bookmeeting === '1') return effectOfBooking(body['booktime'], { numbers, text, now });
  return callsEffect(`bookmeeting is ${showValue(bookmeeting)}, and a meeting could start at once`, numbers);
}

/** The context of a booking besides its time. */
interface BookingFields {
  readonly numbers: readonly string[];
  readonly text: string;
  readonly now: number;
}

function effectOfBooking(booktime: unknown, { numbers, text, now }: BookingFields): RequestEffect {
  const at = mentions(text, 'booktime') === 1 && typeof booktime === 'string' ? readBookingTime(booktime) : undefined;
  if (at === undefined)
    return callsEffect(`booktime is ${showValue(booktime)}, and a meeting could start at once`, numbers);
  if (at.instant - now < leastAheadMs)
    return callsEffect(`booktime ${String(booktime)} is less than 30 days ahead`, numbers);
  return { sideEffect: 'booking', reason: `it books for ${String(booktime)}`, numbers, ringsAt: at.instant };
}

const callsEffect = (reason: string, numbers: readonly string[]): RequestEffect => ({
  sideEffect: 'calls',
  reason,
  numbers,
});

/** A member's name may be written with escapes: `\\u0070hone` is `phone`. */
export const unescapeUnicode = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const mentions = (text: string, name: string): number => text.match(new RegExp(name, 'gi'))?.length ?? 0;

const showValue = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));

/** The numbers of the creator and of all parties, for every form of `parties`. */
export function numbersIn({ creator, parties }: JsonObject): readonly string[] {
  const list = typeof parties === 'string' ? (parsedJson(parties) ?? parties) : parties;
  const phones = Array.isArray(list)
    ? list.map((each: unknown) => (isJsonObject(each) ? each['phone'] : each))
    : [list];
  return [...new Set([creator, ...phones].flatMap(numberIn))];
}

/** The text of a field with a phone number; empty without digits to call. */
function numberIn(value: unknown): readonly string[] {
  const text =
    typeof value === 'string' || typeof value === 'number' ? String(value).trim() : JSON.stringify(value ?? '');
  // In a dry run a number of the profile may still be ${NAME}.
  return /\d|^\$\{/.test(text) ? [text] : [];
}

/** Runs of digits that are long enough to be called, in a text of no known form. */
export const digitsIn = (text: string): readonly string[] => [
  ...new Set(text.match(/(?<![0-9A-Za-z])\d{7,13}(?!\w)/g)),
];
