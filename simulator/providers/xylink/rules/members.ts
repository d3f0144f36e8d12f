import { rule } from '../../../core/pipeline/check.js';
import { isJsonObject } from '../../../../contracts/json.js';
import { assumed, corroborated, documented, page, refusals, single } from '../evidence.js';
import { type Id, idFrom, wholeNumber } from '../ids.js';
import { isText, showValue } from '../request-parts.js';
import type { Meeting, Participant, XylinkContext } from '../model.js';
import type { Readings } from '../readings.js';
import type { Fields } from './body.js';
import type { GroupAsked } from './grouping.js';

type GroupsContext = XylinkContext & { readonly fields: Fields; readonly groupsAsked: readonly GroupAsked[] | null };
type InMeeting = GroupsContext & { readonly meeting: Meeting };
type Leaving = XylinkContext & { readonly leaving: readonly MemberAsked[]; readonly meeting: Meeting };

/** A requested member; unreadable parts are undefined. */
export interface MemberAsked {
  readonly id: Id | undefined;
  readonly type: number | undefined;
  readonly participantNumber: unknown;
}

/** Parses a member; numbers may be strings of digits. */
export function memberFrom(value: unknown): MemberAsked {
  const given = isJsonObject(value) ? value : {};
  const { id, type, participantNumber } = given;
  return { id: idFrom(id), type: wholeNumber(type), participantNumber };
}

/** All members of all requested groups; empty for random. */
const membersOf = ({ groupsAsked }: GroupsContext): readonly MemberAsked[] =>
  (groupsAsked ?? []).flatMap(({ memberList }) => memberList.map(memberFrom));

const refusal = refusals.parameterInvalid;
const showing = (expected: string) => (known: GroupsContext) => ({
  expected,
  received: membersOf(known).map(({ id, type }) => ({ id, type })),
});

export const membersHaveIdAndType = rule({
  name: 'xylink/members-have-id-and-type',
  scenario: 'member-without-id-or-type',
  refusal,
  evidence: [
    documented(page, 'id | long | Body | 是 … type | int | Body | 是'),
    single('python-tests', 'Ids and types as texts of digits are accepted by sibling calls.'),
  ],
  details: showing('members with an id and a type, both whole numbers'),
  test: (known: GroupsContext) => membersOf(known).every(({ id, type }) => id !== undefined && type !== undefined),
});

/** An H.323 or SIP terminal. */
export const gateway = 6;

export const membersHaveParticipantNumbers = rule({
  name: 'xylink/members-have-participant-numbers',
  scenario: 'member-without-participant-number',
  refusal,
  evidence: [
    documented(page, 'participantNumber … 设备类型为H.323/SIP终端时必须传'),
    corroborated(['java-sdk-source', 'electron-sdk'], 'Both give H.323 the type 6.'),
    assumed('SIP terminals have the same type.'),
  ],
  readings: ['participantNumber'],
  details: showing('members with a participantNumber, or of a type that does not need one'),
  test: (known: GroupsContext) => membersOf(known).every((member) => hasItsNumber(member, known.readings)),
});

/** Whether a member has a participantNumber, or is of a type that does not need one. */
export const hasItsNumber = ({ type, participantNumber }: MemberAsked, readings: Readings): boolean =>
  isText(participantNumber) || (readings.participantNumber !== 'always' && type !== gateway);

export const membersAreNamedOnce = rule({
  name: 'xylink/members-are-named-once',
  scenario: 'member-named-twice',
  refusal,
  evidence: [assumed('A participant cannot be in two groups; the reply is unknown.')],
  readings: ['doubleMembers'],
  details: showing('each member once'),
  test(known: GroupsContext) {
    if (known.readings.doubleMembers === 'first-counts') return true;
    const ids = membersOf(known).map(identityOf);
    return new Set(ids).size === ids.length;
  },
});

/** One text for each participant of a meeting. */
export const identityOf = ({ id, type }: Pick<MemberAsked, 'id' | 'type'>): string => `${String(id)}/${String(type)}`;

export const membersArePresent = rule({
  name: 'xylink/members-are-present',
  scenario: 'member-not-in-the-meeting',
  refusal,
  evidence: [
    documented(page, '可以从“主持会议 - 根据云会议室号查看当前会议全体成员的会议状态”API查询'),
    assumed('A member who is not present, or has a wrong type or participantNumber, gets this code.'),
  ],
  readings: ['strangers'],
  details: (known: InMeeting) => ({
    expected: 'members who are in the meeting, each with its type, those of type 6 with their participantNumber',
    received: membersOf(known).map(({ id, type, participantNumber }) =>
      type === gateway ? { id, type, participantNumber: showValue(participantNumber) } : { id, type },
    ),
  }),
  test: (known: InMeeting) =>
    known.readings.strangers === 'skipped' ||
    membersOf(known).every((member) => known.meeting.participants.some((present) => isTheSame(member, present))),
});

export const leavingArePresent = rule({
  name: 'xylink/leaving-are-present',
  scenario: 'participant-not-in-the-meeting',
  refusal,
  evidence: [assumed('The reply for a participant who is not in the meeting is unknown; by default there is none.')],
  readings: ['absentParticipants'],
  details: ({ leaving }: Leaving) => ({
    expected: 'participants who are in the meeting, each with its type',
    received: leaving.map(({ id, type }) => ({ id, type })),
  }),
  test({ leaving, meeting: { participants }, readings }: Leaving) {
    if (readings.absentParticipants === 'ignored') return true;
    const present = new Set(participants.map(identityOf));
    return leaving.every((each) => present.has(identityOf(each)));
  },
});

/** The participantNumber identifies only H.323 and SIP terminals; for other types it is ignored. */
export const isTheSame = ({ id, type, participantNumber }: MemberAsked, present: Participant): boolean =>
  present.id === id && present.type === type && (type !== gateway || participantNumber === present.participantNumber);
