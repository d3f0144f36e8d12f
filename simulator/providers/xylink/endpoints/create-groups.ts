import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint, type Generators } from '../../../core/provider.js';
import type { Random } from '../../../core/state/clock.js';
import { type CommonContext, commonGroupChecks } from '../common-checks.js';
import { hexDigits, shuffle } from '../meeting-lifecycle.js';
import { type Group, meetings, type Participant, settingsIn } from '../model.js';
import { isText } from '../request-parts.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import {
  type GroupAsked,
  groupCountFits,
  groupCountIsWithinTheMaximum,
  groupCountOf,
  groupListIsAList,
  groupsAreNotOpen,
  meetingHasParticipants,
  modeIsKnown,
  roomNumberIsGiven,
} from '../rules/grouping.js';
import { groupNamesAreNotTooLong, membersAreNotTooMany } from '../rules/lengths.js';
import {
  identityOf,
  isTheSame,
  type MemberAsked,
  memberFrom,
  membersAreNamedOnce,
  membersArePresent,
  membersHaveIdAndType,
  membersHaveParticipantNumbers,
} from '../rules/members.js';
import { meetingIsRunning, roomExists } from '../rules/rooms.js';

const own = pipeline<CommonContext>()
  .check(bodyIsAJsonObject)
  .check(roomNumberIsGiven)
  .check(modeIsKnown)
  .check(groupListIsAList)
  .check(groupNamesAreNotTooLong)
  .check(membersAreNotTooMany)
  .check(membersHaveIdAndType)
  .check(membersHaveParticipantNumbers)
  .check(membersAreNamedOnce)
  .check(roomExists)
  .check(meetingIsRunning)
  .check(meetingHasParticipants)
  .check(groupsAreNotOpen)
  .check(groupCountIsWithinTheMaximum)
  .check(groupCountFits)
  .check(membersArePresent);

const checks = commonGroupChecks.append(own);

const showGroup = ({ groupNo, groupName, members }: Group) => ({
  groupNo,
  groupName,
  memberList: members.map(showMember),
});

const showMember = ({ id, type, externalUserId, participantNumber, admin, canSetAdmin }: Participant) => ({
  id,
  type,
  externalUserId,
  participantNumber,
  admin,
  canSetAdmin,
});

const groupNo = (random: Random, index: number): string => `mms${hexDigits(random, `groupNo ${index}`, 32)}`;

export const createGroups = endpoint({
  operation: 'createGroups',
  checks,
  handle(known: KnownBy<typeof checks>, { random }: Generators) {
    const { documents, groupsAsked, meeting, room } = known;
    const { participants } = meeting;
    const { groupBaseName } = settingsIn(documents);
    const groups =
      groupsAsked === null
        ? splitAtRandom(participants, { count: countOf(known), name: topLevelName(known) ?? groupBaseName }, random)
        : splitByRequest(participants, { asked: groupsAsked, name: groupBaseName }, random);
    return { changes: [meetings.put(room.number, { ...meeting, groups })], result: groups.map(showGroup) };
  },
});

/** How many random groups there are: the requested number, or less by the readings. */
function countOf(known: KnownBy<typeof checks>): number {
  const count = Number(groupCountOf(known));
  const { meeting, readings } = known;
  return readings.excessGroups === 'fewer' ? Math.min(count, meeting.participants.length) : count;
}

/** The name of random groups in the request, if the readings use it. */
function topLevelName({ fields, readings }: KnownBy<typeof checks>): string | undefined {
  const { groupName } = fields;
  return readings.topLevelGroupName === 'numbered' && isText(groupName) ? groupName : undefined;
}

/** Splits at random into `count` groups whose sizes differ by at most one. */
function splitAtRandom(
  present: readonly Participant[],
  { count, name }: { readonly count: number; readonly name: string },
  random: Random,
): readonly Group[] {
  const order = shuffle(present, random);
  return Array.from({ length: count }, (_, index) => ({
    groupNo: groupNo(random, index),
    groupName: `${name}${index + 1}`,
    members: order.filter((_each, place) => place % count === index),
  }));
}

/** The groups of a request, each participant who is present in the first that has it; `name` is for groups without a name. */
function splitByRequest(
  present: readonly Participant[],
  { asked, name }: { readonly asked: readonly GroupAsked[]; readonly name: string },
  random: Random,
): readonly Group[] {
  const left = new Map(present.map((each) => [identityOf(each), each]));
  const take = (member: MemberAsked): readonly Participant[] => {
    const identity = identityOf(member);
    const found = left.get(identity);
    if (found === undefined || !isTheSame(member, found)) return [];
    left.delete(identity);
    return [found];
  };
  return asked.map(({ groupName, memberList }, index) => ({
    groupNo: groupNo(random, index),
    groupName: isText(groupName) ? groupName : `${name}${index + 1}`,
    members: memberList.flatMap((each) => take(memberFrom(each))),
  }));
}
