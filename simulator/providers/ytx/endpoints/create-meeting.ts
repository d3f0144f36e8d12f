import { pipeline } from '../../../core/pipeline.js';
import type { KnownBy } from '../../../core/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import type { Tools } from '../../../core/provider.js';
import type { Identified } from '../admission.js';
import { admitted } from '../admission.js';
import { meetingIn, meidOf } from '../meeting-ids.js';
import {
  balanceIsPositive,
  bookingHasNotStarted,
  bookingIsNotCancelled,
  confidNamesAMeeting,
  shownumberIsConfigured,
} from '../rules/booking.js';
import { booktimeIsAnInstant, booktimeIsNotPast } from '../rules/booktime.js';
import { bookmeetingIsLegal, fieldsAreText } from '../rules/form.js';
import { partiesAreAList } from '../rules/parties.js';
import { creatorIsAPhone, partiesHavePhones } from '../rules/phones.js';
import {
  appidIsPresent,
  bookmeetingIsPresent,
  booktimeIsPresent,
  confidIsPresent,
  creatorIsPresent,
  meetingnameIsPresent,
  partiesArePresent,
} from '../rules/presence.js';
import type { Meeting } from '../vocabulary.js';
import { meetings, settingsIn } from '../vocabulary.js';

const fields = pipeline<Identified>()
  .check(appidIsPresent)
  .check(meetingnameIsPresent)
  .check(creatorIsPresent)
  .check(partiesArePresent)
  .check(bookmeetingIsPresent)
  .check(booktimeIsPresent)
  .check(confidIsPresent)
  .check(fieldsAreText)
  .check(bookmeetingIsLegal)
  .check(booktimeIsAnInstant)
  .check(booktimeIsNotPast)
  .check(partiesAreAList)
  .check(creatorIsAPhone)
  .check(partiesHavePhones);

const after = admitted(fields)
  .check(shownumberIsConfigured)
  .check(balanceIsPositive)
  .check(confidNamesAMeeting)
  .check(bookingIsNotCancelled)
  .check(bookingHasNotStarted);

type Admitted = KnownBy<typeof after>;

/** What a createMeeting answers with. */
export interface MeetingMade {
  readonly meid: string;
  readonly mepwd: string;
  readonly meetcallerid: string;
}

export const createMeeting = endpoint({
  operation: 'createMeeting',
  after,
  does(known: Admitted, { random, next }: Tools) {
    const { booking, intent, readings, account, application } = known;
    const { series, id } = meetingIn(readings, account, application);
    if (booking === null) {
      const number = next(series);
      const meeting = meetingFrom(known, { meid: meidOf(number), mepwd: random.digits('mepwd', 6) });
      // Numbers are given in turn, so the oldest meeting is the one with the number that falls out of the window.
      const oldest = number - settingsIn(known.documents).meetingsKept;
      const leaving = oldest > 0 ? [meetings.remove(id(meidOf(oldest)))] : [];
      return { changes: [meetings.put(id(meeting.meid), meeting), ...leaving], result: resultOf(meeting) };
    }
    const meeting = intent === 'cancel' ? { ...booking, cancelled: true } : meetingFrom(known, booking);
    return { changes: [meetings.put(id(booking.meid), meeting)], result: resultOf(meeting) };
  },
});

/** The meeting that a request asks for, made or edited; an edit keeps the order numbers that it does not give. */
function meetingFrom(
  { form, account, application, parties, startsAt, now }: Admitted,
  before: Pick<Meeting, 'meid' | 'mepwd'> & Partial<Meeting>,
): Meeting {
  const { shownumber = '' } = form;
  return {
    meid: before.meid,
    mepwd: before.mepwd,
    meetcallerid: shownumber === '' ? application.number : shownumber,
    account: account.accountSID,
    appid: application.appid,
    name: form.meetingname,
    creator: form.creator,
    parties,
    startsAt: startsAt ?? now,
    cancelled: false,
    CustomParm: form.CustomParm ?? before.CustomParm,
    customParm: form.customParm ?? before.customParm,
  };
}

const resultOf = ({ meid, mepwd, meetcallerid }: Meeting): MeetingMade => ({ meid, mepwd, meetcallerid });
