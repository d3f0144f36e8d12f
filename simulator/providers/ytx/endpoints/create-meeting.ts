import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { type OperationResult, endpoint, type Generators } from '../../../core/provider.js';
import { actionChecks, commonChecksAround, type CallerContext } from '../common-checks.js';
import { eventsOfChange, eventsOfNew } from '../callbacks/event-timeline.js';
import { type SuccessContent, replyRequestId, pushRequestId } from '../responses.js';
import { type Meeting, meetingSequenceOf, meetings, meidOf, settingsIn } from '../model.js';
import {
  balanceIsPositive,
  bookingHasNotStarted,
  bookingIsNotCancelled,
  booktimeIsAnInstant,
  booktimeIsNotPast,
  confidNamesAMeeting,
  shownNumber,
  shownumberIsConfigured,
} from '../rules/booking.js';
import {
  appidIsPresent,
  bookmeetingIsLegal,
  bookmeetingIsPresent,
  booktimeIsPresent,
  confidIsPresent,
  creatorIsPresent,
  fieldsAreText,
  meetingnameIsPresent,
  partiesArePresent,
} from '../rules/fields.js';
import { namesAreNotTooLong, partiesAreNotTooMany } from '../rules/lengths.js';
import { creatorIsAPhone, partiesAreAList, partiesAreNotTooFew, partiesHavePhones } from '../rules/parties.js';

const fieldChecks = pipeline<CallerContext>()
  .append(actionChecks)
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
  .check(partiesAreNotTooFew)
  .check(namesAreNotTooLong)
  .check(partiesAreNotTooMany)
  .check(creatorIsAPhone)
  .check(partiesHavePhones);

const checks = commonChecksAround(fieldChecks)
  .check(shownumberIsConfigured)
  .check(balanceIsPositive)
  .check(confidNamesAMeeting)
  .check(bookingIsNotCancelled)
  .check(bookingHasNotStarted);

type CreateMeetingKnown = KnownBy<typeof checks>;

/** The result of a createMeeting. */
interface MeetingResult {
  readonly meid: string;
  readonly mepwd: string;
  readonly meetcallerid: string;
}

export const createMeeting = endpoint({
  operation: 'createMeeting',
  checks,
  handle(known: CreateMeetingKnown, generators: Generators): OperationResult<SuccessContent> {
    const { existingMeeting, intent, readings, account, application, documents, now } = known;
    const { name: sequence, id: idOf } = meetingSequenceOf(readings, account, application);
    const replyId = replyRequestId(now, readings, generators);
    const requestId = pushRequestId(application, replyId, now, generators);
    if (existingMeeting === null) {
      const number = generators.next(sequence);
      const mepwd = generators.random.digits('mepwd', 6);
      const meeting = meetingFrom(known, { meid: meidOf(number), mepwd }, requestId);
      const id = idOf(meeting.meid);
      // Numbers are sequential, so the oldest meeting is the one whose number leaves the window.
      const oldest = number - settingsIn(documents).meetingsKept;
      const displacedId = oldest > 0 ? idOf(meidOf(oldest)) : undefined;
      const put = meetings.put(id, meeting);
      return {
        changes: displacedId === undefined ? [put] : [put, meetings.remove(displacedId)],
        result: resultOf(meeting, replyId),
        emits: eventsOfNew(known, id, meeting, displacedId),
      };
    }
    const meeting =
      intent === 'cancel' ? { ...existingMeeting, cancelled: true } : meetingFrom(known, existingMeeting, requestId);
    const id = idOf(existingMeeting.meid);
    return {
      changes: [meetings.put(id, meeting)],
      result: resultOf(meeting, replyId),
      emits: eventsOfChange(known, id, meeting),
    };
  },
});

/** For a new meeting without parties, which a reading allows. */
const noParties: Meeting['parties'] = [];

/** The new or edited meeting; an edit keeps the fields that the request omits. Nothing is spread: that would be slow. */
function meetingFrom(
  { textFields, account, application, parties, startsAt, now }: CreateMeetingKnown,
  before: Pick<Meeting, 'meid' | 'mepwd'> & Partial<Meeting>,
  requestId: string | undefined,
): Meeting {
  return {
    meid: before.meid,
    mepwd: before.mepwd,
    meetcallerid: shownNumber(textFields, application),
    account: account.accountSID,
    appid: application.appid,
    name: textFields.meetingname ?? before.name ?? '',
    creator: textFields.creator ?? before.creator ?? '',
    parties: parties ?? before.parties ?? noParties,
    startsAt: startsAt ?? secondOf(now),
    cancelled: false,
    CustomParm: textFields.CustomParm ?? before.CustomParm,
    customParm: textFields.customParm ?? before.customParm,
    requestId,
  };
}

/**
 * World files store instants in seconds, as booktimes are: a reloaded meeting must send its events at the same times.
 */
const secondOf = (now: number): number => Math.floor(now / 1000) * 1000;

function resultOf({ meid, mepwd, meetcallerid }: Meeting, requestId: string | undefined): SuccessContent {
  const statusMsg: MeetingResult = { meid, mepwd, meetcallerid };
  return { statusMsg, requestId };
}
