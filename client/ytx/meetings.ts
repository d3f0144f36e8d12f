import { bookingTimeOf, readBookingTime } from '../../contracts/ytx/china-time.js';
import { operations } from '../../contracts/ytx/generated.js';
import { ContractError } from '../core/errors.js';
import type { CallOptions } from '../core/request.js';
import type { YtxAccepted, YtxFields, YtxMethods } from './request.js';

/** Someone who is called. */
export interface Party {
  readonly name: string;
  /** 11 digits, or a fixed line with area code and perhaps an extension after a comma: `01053889900,1234`. */
  readonly phone: string;
}

/** A meeting as its caller wants it. */
export interface MeetingInput {
  readonly name: string;
  /** The phone number of whoever opens it. */
  readonly creator: string;
  /** At least one. */
  readonly parties: readonly Party[];
  /** The number that those who are called see; the provider's own unless given. It must be configured there. */
  readonly showNumber?: string;
  /** The caller's own order number. */
  readonly orderNumber?: string;
}

/** A meeting at a time. */
export interface BookingInput extends MeetingInput {
  /** An instant with no seconds, since the provider takes whole minutes; it is sent as the time at +08:00. */
  readonly at: Date;
}

/** Which booking is meant. */
export interface ExistingBooking {
  /** As the booking's `Meeting` has it. */
  readonly meetingNumber: string;
}

/** A meeting as the provider made it. */
export interface Meeting {
  /** The provider's `meid`. */
  readonly meetingNumber: string;
  /** The provider's `mepwd`: what people dial to get in. */
  readonly password: string;
  /** The provider's `meetcallerid`: the number that those who are called see. */
  readonly shownNumber: string;
  /** Only some replies have one. */
  readonly requestId?: string;
}

/** Meetings in English and with dates. Each is one createMeeting, and fails with that operation's errors. */
export interface YtxMeetings {
  /** Opens a meeting now, and calls everyone. */
  readonly startMeeting: (wanted: MeetingInput, options?: CallOptions) => Promise<Meeting>;
  /** Books a meeting. Rejects with a TypeError when `at` is no whole minute. */
  readonly bookMeeting: (wanted: BookingInput, options?: CallOptions) => Promise<Meeting>;
  /** Replaces what was booked. Rejects with a TypeError when `at` is no whole minute. */
  readonly rebookMeeting: (wanted: BookingInput & ExistingBooking, options?: CallOptions) => Promise<Meeting>;
  /** Cancels what was booked; the provider wants the meeting's other fields as well. */
  readonly cancelMeeting: (wanted: MeetingInput & ExistingBooking, options?: CallOptions) => Promise<Meeting>;
}

/** The meetings over a client's createMeeting. */
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

/** What does not apply is sent empty, as in every sample on the provider's page. */
function fieldsOf({ name, creator, parties, showNumber, orderNumber }: MeetingInput) {
  return {
    meetingname: name,
    creator,
    parties: parties.map(({ name: of, phone }) => ({ name: of, phone })),
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
 * A date as the provider's `booktime`: `yyyy-MM-dd HH:mm` at +08:00, whatever the machine's time zone.
 *
 * Throws a TypeError for what that cannot say: no date at all, a year without four digits, or a part of a minute, for
 * to leave it out would book another time than was asked for.
 */
function bookingTime(at: Date): string {
  const instant = Object.prototype.toString.call(at) === '[object Date]' ? at.getTime() : NaN;
  if (Number.isNaN(instant)) throw new TypeError('at must be a valid Date');
  const text = bookingTimeOf(instant);
  if (readBookingTime(text)?.instant === instant) return text;
  throw new TypeError(`at must be a whole minute of a year with four digits (setSeconds(0, 0)): ${at.toISOString()}`);
}
