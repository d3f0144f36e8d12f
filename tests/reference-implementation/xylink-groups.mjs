import { check } from './checks.mjs';
import { roomChecks } from './xylink-meetings.mjs';
import { isRecord, isText, longOf, whole } from './xylink-values.mjs';

const refusal = 'parameterInvalid';
const gateway = 6;

const isGroup = (group, reads) =>
  isRecord(group) &&
  isName(group.groupName ?? '', reads) &&
  Array.isArray(group.memberList) &&
  (group.memberList.length > 0 || reads.emptyMemberList === 'accepted');

const isName = (name, { unnamedGroups }) => typeof name === 'string' && (name !== '' || unnamedGroups === 'numbered');

const isGroupList = (list, reads) =>
  Array.isArray(list) &&
  (list.length > 0 || reads.emptyGroupList === 'no-groups') &&
  list.every((group) => isGroup(group, reads));

/** The participants that a request puts into groups; none where the groups are random. */
function membersOf({ fields: { mode, groupList }, reads }) {
  if (mode !== 'manual' || !isGroupList(groupList, reads)) return [];
  return groupList.flatMap(({ memberList }) => memberList.map(memberFrom));
}

function groupNamesIn({ fields: { mode, groupList, groupName }, reads }) {
  if (mode === 'manual') return isGroupList(groupList, reads) ? groupList.map((group) => group.groupName ?? '') : [];
  return isText(groupName) && reads.topLevelGroupName === 'numbered' ? [groupName] : [];
}

const memberFrom = (member) => ({ ...member, id: longOf(member?.id), type: whole(member?.type) });

function countAsked({ fields: { mode, groupList, groupCount }, meeting, reads, settings }) {
  if (mode === 'manual') return groupList?.length;
  if (groupCount !== undefined && groupCount !== null) return groupCount;
  return reads.absentGroupCount === 'one'
    ? 1
    : Math.max(1, Math.ceil(meeting.participants.length / (settings.participantsPerGroup ?? 4)));
}

const isTooMany = (it) =>
  typeof countAsked(it) === 'number' && countAsked(it) > (it.room.maximumGroups ?? it.settings.maximumGroups ?? 10);

function countFits(it) {
  const count = countAsked(it);
  return (
    it.fields.mode === 'manual' ||
    (Number.isInteger(count) &&
      count > 0 &&
      (count <= it.meeting.participants.length || it.reads.excessGroups !== 'refused'))
  );
}

const isOnce = (members) => new Set(members.map(({ id, type }) => `${id} ${type}`)).size === members.length;

const find = ({ meeting }, { id, type, participantNumber }) =>
  meeting.participants.find(
    (each) =>
      each.id === id && each.type === type && (type !== gateway || each.participantNumber === participantNumber),
  );

/** What a request for groups is asked. */
export const groupChecks = [
  check('xylink/body-is-a-json-object', refusal, ({ isObject }) => isObject),
  check('xylink/room-number-is-given', refusal, ({ fields }) => isText(fields.meetingRoomNumber)),
  check('xylink/mode-is-known', refusal, ({ fields: { mode } }) => ['random', 'manual'].includes(mode ?? 'random')),
  check(
    'xylink/group-list-is-a-list',
    refusal,
    ({ fields: { mode, groupList }, reads }) => mode !== 'manual' || isGroupList(groupList, reads),
  ),
  check('xylink/group-names-are-not-too-long', refusal, (it) => {
    const { maxNameLength = 256 } = it.settings;
    return it.reads.fieldLengths === 'any' || groupNamesIn(it).every((name) => name.length <= maxNameLength);
  }),
  check('xylink/members-are-not-too-many', refusal, (it) => {
    const { maxMembers = 500 } = it.settings;
    return it.reads.fieldLengths === 'any' || membersOf(it).length <= maxMembers;
  }),
  check('xylink/members-have-id-and-type', refusal, (it) =>
    membersOf(it).every(({ id, type }) => id !== undefined && type !== undefined),
  ),
  check('xylink/members-have-participant-numbers', refusal, (it) =>
    membersOf(it).every(
      ({ type, participantNumber }) =>
        isText(participantNumber) || (type !== gateway && it.reads.participantNumber !== 'always'),
    ),
  ),
  check(
    'xylink/members-are-named-once',
    refusal,
    (it) => it.reads.doubleMembers === 'first-counts' || isOnce(membersOf(it)),
  ),
  ...roomChecks,
  check(
    'xylink/meeting-has-participants',
    ({ reads }) => (reads.emptyMeeting === 'no-meeting' ? 'noMeeting' : refusal),
    ({ meeting }) => meeting.participants.length > 0,
  ),
  check('xylink/groups-are-not-open', 'groupsAlreadyOpen', ({ meeting }) => meeting.groups.length === 0),
  check('xylink/group-count-is-within-the-maximum', 'tooManyGroups', (it) => !isTooMany(it)),
  check('xylink/group-count-fits', refusal, countFits),
  check(
    'xylink/members-are-present',
    refusal,
    (it) => it.reads.strangers === 'skipped' || membersOf(it).every((member) => find(it, member) !== undefined),
  ),
];

/** Splits a meeting, and shows its groups. Chance puts the first into the first group, the second into the second. */
export function split(it, { chance }) {
  const { fields, meeting, reads, settings } = it;
  const base = settings.groupBaseName ?? '分组';
  const prefix = (reads.topLevelGroupName === 'numbered' && fields.groupName) || base;
  const heads = meeting.participants.length;
  const count = reads.excessGroups === 'fewer' ? Math.min(countAsked(it), heads) : countAsked(it);
  const placed = new Set();
  const isNew = (each) => each !== undefined && !placed.has(each) && placed.add(each);
  const groups =
    fields.mode === 'manual'
      ? fields.groupList.map(({ groupName, memberList }, index) => ({
          groupName: groupName || `${base}${index + 1}`,
          members: memberList.map((member) => find(it, memberFrom(member))).filter(isNew),
        }))
      : Array.from({ length: count }, (_, index) => ({
          groupName: `${prefix}${index + 1}`,
          members: meeting.participants.filter((_each, place) => place % count === index),
        }));
  meeting.groups = groups.map((group) => ({ groupNo: `mms${chance.hex(32)}`, ...group }));
  const shown = meeting.groups.map(shownGroup);
  return reads.replyOrder === 'reversed' ? shown.reverse() : shown;
}

const shownGroup = ({ groupNo, groupName, members }) => ({
  groupNo,
  groupName,
  memberList: members.map(
    ({ id, type, externalUserId = null, participantNumber, admin = false, canSetAdmin = true }) => ({
      ...{ id, type, externalUserId, participantNumber, admin, canSetAdmin },
    }),
  ),
});
