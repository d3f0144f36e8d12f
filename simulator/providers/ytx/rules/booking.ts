import { readBookingTime, wallClockOf } from '../../../../contracts/ytx/china-time.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, documented, refusals, single } from '../evidence.js';
import {
  type Account,
  type Application,
  type Meeting,
  meetingSequenceOf,
  meetings,
  settingsIn,
  stateOf,
  type YtxContext,
} from '../model.js';
import type { Intent, MeetingTextFields } from './fields.js';

type IntentContext = YtxContext & { readonly intent: Intent; readonly textFields: MeetingTextFields };
type StartContext = YtxContext & { readonly startsAt: number | null };

const refusal = refusals.parameterIllegal;

export const booktimeIsAnInstant = lookup({
  name: 'ytx/booktime-is-an-instant',
  scenario: 'booktime-malformed',
  provides: 'startsAt',
  refusal,
  evidence: [
    documented('create-meeting-page', 'booktime … 2017-03-03 17:10'),
    assumed('booktime is at +08:00, and is ignored unless a meeting is booked.'),
  ],
  readings: ['booktimeSeconds'],
  details: ({ textFields }: IntentContext) => ({
    expected: 'yyyy-MM-dd HH:mm',
    received: textFields.booktime ?? 'nothing',
  }),
  resolve({ intent, textFields, readings }: IntentContext): number | null | undefined {
    if (intent !== 'book') return null;
    const time = readBookingTime(textFields.booktime ?? '');
    if (time === undefined || (time.hasSeconds && readings.booktimeSeconds === 'refused')) return undefined;
    return time.instant;
  },
});

const minute = 60 * 1000;

export const booktimeIsNotPast = rule({
  name: 'ytx/booktime-is-not-past',
  scenario: 'booktime-past',
  refusal,
  evidence: [assumed('A meeting in the past cannot take place; the page does not say.')],
  readings: ['presentMinute'],
  details: ({ startsAt, now }: StartContext) => ({
    expected: `not before ${wallClockOf(now)} at +08:00`,
    received: startsAt === null ? 'no booking' : wallClockOf(startsAt),
  }),
  test: ({ startsAt, now, readings }: StartContext) =>
    startsAt === null || startsAt >= (readings.presentMinute === 'accepted' ? now - (now % minute) : now),
});

type BookingContext = YtxContext & {
  readonly account: Account;
  readonly application: Application;
  readonly textFields: MeetingTextFields;
  readonly intent: Intent;
};
type ExistingMeetingContext = YtxContext & { readonly existingMeeting: Meeting | null };

const isConfigured = (shownumber: string, { number, shownumbers }: Application): boolean =>
  shownumber === number || shownumbers.includes(shownumber);

/** The number that the parties see: the one of the request if it is configured. */
export function shownNumber(
  { shownumber = '' }: Pick<MeetingTextFields, 'shownumber'>,
  application: Application,
): string {
  return isConfigured(shownumber, application) ? shownumber : application.number;
}

export const shownumberIsConfigured = rule({
  name: 'ytx/shownumber-is-configured',
  scenario: 'shownumber-not-configured',
  refusal: refusals.parameterIllegal,
  evidence: [
    documented('create-meeting-page', '外显号码不传为默认的外显号码(传的外显号码需相关人员配置)'),
    assumed('The reply to a number that is not configured is unknown.'),
  ],
  readings: ['unknownShownumber'],
  details: ({ textFields, application }: BookingContext) => ({
    expected: [application.number, ...application.shownumbers],
    received: textFields.shownumber ?? 'nothing',
  }),
  test: ({ textFields: { shownumber = '' }, application, readings }: BookingContext) =>
    shownumber === '' || readings.unknownShownumber === 'default-number' || isConfigured(shownumber, application),
});

export const balanceIsPositive = rule({
  name: 'ytx/balance-is-positive',
  scenario: 'balance-insufficient',
  refusal: refusals.balanceInsufficient,
  evidence: [
    single(
      ['vendor-error-table', 'error-table-python'],
      "Two copies of the provider's table of codes list one for an insufficient balance.",
    ),
    assumed('The limit is unknown, since no price per meeting is published.'),
  ],
  details: ({ account }: BookingContext) => ({ expected: 'more than 0', received: account.balance }),
  test: ({ account }: BookingContext) => account.balance > 0,
});

export const confidNamesAMeeting = lookup({
  name: 'ytx/confid-names-a-meeting',
  scenario: 'booking-unknown',
  provides: 'existingMeeting',
  refusal: refusals.parameterIllegal,
  evidence: [
    documented('create-meeting-page', '如果是编辑预约会议室填写创建会议室返回值meid'),
    assumed('No code for an unknown meeting is known; our choice: it must belong to the same application.'),
  ],
  readings: ['meidScope', 'startWithConfid'],
  details: ({ textFields }: BookingContext) => ({
    expected: 'a meeting of this application',
    received: textFields.confid ?? 'nothing',
  }),
  resolve({
    intent,
    textFields,
    account,
    application,
    readings,
    documents,
    now,
  }: BookingContext): Meeting | null | undefined {
    const { confid = '' } = textFields;
    if (intent !== 'cancel' && confid === '') return null;
    const meeting = meetings.read(documents, meetingSequenceOf(readings, account, application).id(confid));
    if (meeting?.appid !== application.appid) return undefined;
    return stateOf(meeting, now, settingsIn(documents)) === 'gone' ? undefined : meeting;
  },
});

const isIn = (state: 'cancelled' | 'started', { existingMeeting, now, documents }: ExistingMeetingContext): boolean =>
  existingMeeting !== null && stateOf(existingMeeting, now, settingsIn(documents)) === state;

const bookingState = ({
  existingMeeting,
  now,
  documents,
}: ExistingMeetingContext): { readonly expected: string; readonly received: string } => ({
  expected: 'booked',
  received: existingMeeting === null ? 'no booking' : stateOf(existingMeeting, now, settingsIn(documents)),
});

export const bookingIsNotCancelled = rule({
  name: 'ytx/booking-is-not-cancelled',
  scenario: 'booking-cancelled',
  refusal: refusals.parameterIllegal,
  evidence: [assumed('A cancelled booking can be neither edited nor cancelled; the page does not say.')],
  details: bookingState,
  test: (context: ExistingMeetingContext) => !isIn('cancelled', context),
});

export const bookingHasNotStarted = rule({
  name: 'ytx/booking-has-not-started',
  scenario: 'booking-started',
  refusal: refusals.parameterIllegal,
  evidence: [
    documented('create-meeting-page', '2:取消预约 … 编辑预约会议'),
    assumed('A started meeting is no longer a booking; it starts at its booktime.'),
  ],
  details: bookingState,
  test: (context: ExistingMeetingContext) => !isIn('started', context),
});
