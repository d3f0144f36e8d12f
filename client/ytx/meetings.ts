import { operations } from '../../contracts/ytx/generated.js';
import { ContractError, type ErrorFacts } from '../core/errors.js';
import type { CallOptions, Prepared } from '../core/request.js';
import { bookingTime, type YtxFormat } from './format.js';
import type { YtxAccepted, YtxFields } from './request.js';

/** A participant whom the provider calls. */
export interface Party {
  /** The provider's samples have one for each party; whether it may be missing is not documented. */
  readonly name?: string;
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
  /** A whole minute, since the provider's format has no seconds by default; it is sent as the time at +08:00. */
  readonly at: Date;
}

/** A booking with its changes. Whether a field that is missing keeps its value is not documented: pass all of them. */
export interface RebookingInput extends Partial<BookingInput>, ExistingBooking {
  readonly at: Date;
}

/** A booking to cancel. Whether the provider needs its other fields is not documented: pass all of them. */
export interface CancellationInput extends Partial<MeetingInput>, ExistingBooking {}

/** A meeting to open now. A `meetingNumber` is sent as well; it is not documented whether it starts that booking. */
export interface StartInput extends MeetingInput, Partial<ExistingBooking> {}

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
  readonly startMeeting: (wanted: StartInput, options?: CallOptions) => Promise<Meeting>;
  /** Books a meeting. Rejects with a TypeError when `at` is not a whole minute. */
  readonly bookMeeting: (wanted: BookingInput, options?: CallOptions) => Promise<Meeting>;
  /** Replaces a booking. Rejects with a TypeError when `at` is not a whole minute. */
  readonly rebookMeeting: (wanted: RebookingInput, options?: CallOptions) => Promise<Meeting>;
  /** Cancels a booking. */
  readonly cancelMeeting: (wanted: CancellationInput, options?: CallOptions) => Promise<Meeting>;
}

/** The parts of a client that the meeting methods need. */
interface MeetingParts {
  readonly prepare: (operation: 'createMeeting', fields: YtxFields<'createMeeting'>) => Prepared<'createMeeting'>;
  readonly send: (prepared: Prepared<'createMeeting'>, options?: CallOptions) => Promise<YtxAccepted<'createMeeting'>>;
  /** What errors of a request know. */
  readonly factsOf: (prepared: Prepared) => ErrorFacts;
  readonly format: Required<YtxFormat>;
}

/** The meeting methods, made from a client's createMeeting. */
export function meetingsOver({ prepare, send, factsOf, format }: MeetingParts): YtxMeetings {
  const ask = async (fields: YtxFields<'createMeeting'>, options?: CallOptions): Promise<Meeting> => {
    const prepared = prepare('createMeeting', fields);
    return meetingIn(await send(prepared, options), () => factsOf(prepared));
  };
  const fields = (wanted: FieldsInput) => fieldsOf(wanted, format);
  return {
    startMeeting: async (wanted, options) => ask({ ...fields(wanted), bookmeeting: '0' }, options),
    bookMeeting: async (wanted, options) => ask({ ...fields(wanted), bookmeeting: '1' }, options),
    rebookMeeting: async (wanted, options) => ask({ ...fields(wanted), bookmeeting: '1' }, options),
    cancelMeeting: async (wanted, options) => ask({ ...fields(wanted), bookmeeting: '2' }, options),
  };
}

/** What any of the methods takes. */
type FieldsInput = Partial<BookingInput & ExistingBooking>;

/** The provider's fields. By default, those that do not apply are sent empty, as in every sample on the provider's page. */
function fieldsOf(wanted: FieldsInput, format: Required<YtxFormat>): Partial<YtxFields<'createMeeting'>> {
  const { name, creator, parties, showNumber, orderNumber, meetingNumber, at } = wanted;
  const booktime = at === undefined ? undefined : bookingTime(at, format);
  const unused = format.unusedFields === 'empty' ? '' : undefined;
  const fields = {
    meetingname: name,
    creator,
    parties: parties?.map(partyFields),
    confid: meetingNumber ?? unused,
    booktime: booktime ?? unused,
    shownumber: showNumber,
    [format.orderNumber]: orderNumber,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const partyFields = ({ name, phone }: Party) => ({ ...(name !== undefined && { name }), phone });

function meetingIn({ statusMsg, requestId }: YtxAccepted<'createMeeting'>, facts: () => ErrorFacts): Meeting {
  if (typeof statusMsg === 'string') {
    const issues = [{ part: 'body', pointer: '/statusMsg', message: 'is text that holds no meeting' }] as const;
    throw new ContractError({ ...facts(), status: operations.createMeeting.accepted.status, issues });
  }
  const { meid: meetingNumber, mepwd: password, meetcallerid: shownNumber } = statusMsg;
  return { meetingNumber, password, shownNumber, ...(requestId !== undefined && { requestId }) };
}
