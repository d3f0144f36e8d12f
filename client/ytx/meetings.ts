import { bookingTimeOf, readBookingTime } from '../../contracts/ytx/china-time.js';
import { operations } from '../../contracts/ytx/generated.js';
import { ContractError } from '../core/errors.js';
import type { CallOptions } from '../core/request.js';
import type { YtxAccepted, YtxFields, YtxMethods } from './request.js';

/** A participant whom the provider calls. */
export interface Party {
  readonly name: string;
  /** 11 digits, or a fixed line with area code and perhaps an extension after a comma: `01000000200,1234`. */
  readonly phone: string;
}

/** A meeting to create. */
export interface MeetingInput {
  readonly name: string;
  /** The phone number of the meeting's creator. */
  readonly creator: string;
  /** At least one. */
  readonly parties: readonly Party[];
  /** The number that the parties see. It must be configured at the provider. Default: the provider's own. */
  readonly showNumber?: string;
  /** The caller's own order number. */
  readonly orderNumber?: string;
}

/** A meeting at a later time. */
export interface BookingInput extends MeetingInput {
  /** A whole minute, since the provider's format has no seconds; it is sent as the time at +08:00. */
  readonly at: Date;
}

/** Identifies a booking. */
export interface ExistingBooking {
  /** From the booking's `Meeting`. */
  readonly meetingNumber: string;
}

/** A meeting that the provider has created. */
export interface Meeting {
  /** The provider's `meid`. */
  readonly meetingNumber: string;
  /** The provider's `mepwd`: participants dial it to enter. */
  readonly password: string;
  /** The provider's `meetcallerid`: the number that the parties see. */
  readonly shownNumber: string;
  /** Only some replies have one. */
  readonly requestId?: string;
}

/** Meetings in English and with dates. Each method is one createMeeting, and fails with that operation's errors. */
export interface YtxMeetings {
  /** Opens a meeting now, and calls everyone. */
  readonly startMeeting: (wanted: MeetingInput, options?: CallOptions) => Promise<Meeting>;
  /** Books a meeting. Rejects with a TypeError when `at` is not a whole minute. */
  readonly bookMeeting: (wanted: BookingInput, options?: CallOptions) => Promise<Meeting>;
  /** Replaces a booking. Rejects with a TypeError when `at` is not a whole minute. */
  readonly rebookMeeting: (wanted: BookingInput & ExistingBooking, options?: CallOptions) => Promise<Meeting>;
  /** Cancels a booking; the provider requires the meeting's other fields as well. */
  readonly cancelMeeting: (wanted: MeetingInput & ExistingBooking, options?: CallOptions) => Promise<Meeting>;
}

/** The meeting methods, made from a client's createMeeting. */
export function meetingsOver({ createMeeting }: Pick<YtxMethods, 'createMeeting'>): YtxMeetings {
  const ask = async (fields: YtxFields<'createMeeting'>, options?: CallOptions): Promise<Meeting> =>
    meetingIn(await createMeeting(fields, options));
  return {
    startMeeting: async (wanted, options) => ask({ ...fieldsOf(wanted), bookmeeting: '0' }, options),
    bookMeeting: async (wanted, options) =>
      ask({ ...fieldsOf(wanted), bookmeeting: '1', booktime: bookingTime(wanted.at) }, options),
    rebookMeeting: async ({ meetingNumber, at, ...wanted }, options) =>
      ask({ ...fieldsOf(wanted), bookmeeting: '1', confid: meetingNumber, booktime: bookingTime(at) }, options),
    cancelMeeting: async ({ meetingNumber, ...wanted }, options) =>
      ask({ ...fieldsOf(wanted), bookmeeting: '2', confid: meetingNumber }, options),
  };
}

/** Fields that do not apply are sent empty, as in every sample on the provider's page. */
function fieldsOf({ name, creator, parties, showNumber, orderNumber }: MeetingInput) {
  return {
    meetingname: name,
    creator,
    parties: parties.map(({ name: partyName, phone }) => ({ name: partyName, phone })),
    confid: '',
    booktime: '',
    ...(showNumber !== undefined && { shownumber: showNumber }),
    ...(orderNumber !== undefined && { CustomParm: orderNumber }),
  };
}

function meetingIn({ statusMsg, requestId }: YtxAccepted<'createMeeting'>): Meeting {
  if (typeof statusMsg === 'string') {
    const issues = [{ part: 'body', pointer: '/statusMsg', message: 'is text that holds no meeting' }] as const;
    throw new ContractError({ operation: 'createMeeting', status: operations.createMeeting.accepted.status, issues });
  }
  const { meid: meetingNumber, mepwd: password, meetcallerid: shownNumber } = statusMsg;
  return { meetingNumber, password, shownNumber, ...(requestId !== undefined && { requestId }) };
}

/**
 * A date as the provider's `booktime`: `yyyy-MM-dd HH:mm` at +08:00, in any time zone of the machine.
 *
 * Throws a TypeError for a value that this format cannot express: an invalid Date, a year without four digits, or a part of
 * a minute, since rounding it would book another time.
 */
function bookingTime(at: Date): string {
  const instant = Object.prototype.toString.call(at) === '[object Date]' ? at.getTime() : NaN;
  if (Number.isNaN(instant)) throw new TypeError('at must be a valid Date');
  const text = bookingTimeOf(instant);
  if (readBookingTime(text)?.instant === instant) return text;
  throw new TypeError(`at must be a whole minute of a year with four digits (setSeconds(0, 0)): ${at.toISOString()}`);
}
