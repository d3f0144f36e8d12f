import { isJsonObject } from '../../../../contracts/json.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, documented, page, refusals } from '../evidence.js';
import { type Meeting, type Room, settingsIn, type XylinkContext } from '../model.js';
import type { Readings } from '../readings.js';
import { isText, showValue } from '../request-parts.js';
import type { Fields, XylinkWithFields } from './body.js';

/** A requested group, with unchecked members. */
export interface GroupAsked {
  /** Missing, null or empty: the group has no name. */
  readonly groupName?: string | null;
  readonly memberList: readonly unknown[];
}

const refusal = refusals.parameterInvalid;

export const roomNumberIsGiven = rule({
  name: 'xylink/room-number-is-given',
  scenario: 'room-number-missing',
  refusal,
  evidence: [documented(page, 'meetingRoomNumber | String | Body | 是')],
  readings: ['coercion'],
  details: ({ fields }: XylinkWithFields) => ({ expected: 'a text', received: showValue(fields['meetingRoomNumber']) }),
  test: ({ fields }: XylinkWithFields) => isText(fields['meetingRoomNumber']),
});

export const modeIsKnown = rule({
  name: 'xylink/mode-is-known',
  scenario: 'mode-unknown',
  refusal,
  evidence: [documented(page, 'random随机分配 … manual指定终端创建分组')],
  details: ({ fields }: XylinkWithFields) => ({
    expected: 'random, manual or nothing',
    received: showValue(fields['mode']),
  }),
  test: ({ fields }: XylinkWithFields) => [undefined, null, 'random', 'manual'].includes(fields['mode'] as string),
});

const isName = (value: unknown, { unnamedGroups }: Readings): boolean =>
  isText(value) || (unnamedGroups === 'numbered' && [undefined, null, ''].includes(value as string));

export const isGroup = (value: unknown, readings: Readings): value is GroupAsked =>
  isJsonObject(value) &&
  isName(value['groupName'], readings) &&
  Array.isArray(value['memberList']) &&
  (value['memberList'].length > 0 || readings.emptyMemberList === 'accepted');

export const groupListIsAList = lookup({
  name: 'xylink/group-list-is-a-list',
  scenario: 'group-list-malformed',
  provides: 'groupsAsked',
  refusal,
  evidence: [
    documented(page, '"groupList": [ { "groupName": "分组1", "memberList": [ …'),
    documented(page, 'groupName | String | Body | 否'),
    assumed('There is a group, and each has a member; a groupName that is not text is refused.'),
  ],
  readings: ['unnamedGroups', 'emptyGroupList', 'emptyMemberList', 'coercion'],
  details: ({ fields }: XylinkWithFields) => ({
    expected: 'for manual a list of groups, each with members; groupName is a text or missing',
    received: showValue(fields['groupList']),
  }),
  /** Null for random, where the list is ignored. */
  resolve({ fields, readings }: XylinkWithFields): readonly GroupAsked[] | null | undefined {
    if (fields['mode'] !== 'manual') return null;
    const list: unknown = fields['groupList'];
    if (!Array.isArray(list) || !list.every((each) => isGroup(each, readings))) return undefined;
    return list.length > 0 || readings.emptyGroupList === 'no-groups' ? list : undefined;
  },
});

type GroupingContext = XylinkContext & {
  readonly fields: Fields;
  readonly groupsAsked: readonly GroupAsked[] | null;
  readonly room: Room;
  readonly meeting: Meeting;
};

/** The requested number of groups, unchecked. */
export function groupCountOf({ documents, fields, groupsAsked, meeting, readings }: GroupingContext): unknown {
  if (groupsAsked !== null) return groupsAsked.length;
  const { groupCount = null } = fields;
  if (groupCount !== null) return groupCount;
  if (readings.absentGroupCount === 'one') return 1;
  return Math.max(1, Math.ceil(meeting.participants.length / settingsIn(documents).participantsPerGroup));
}

const maximumOf = ({ documents, room }: GroupingContext): number =>
  room.maximumGroups ?? settingsIn(documents).maximumGroups;

export const meetingHasParticipants = rule({
  name: 'xylink/meeting-has-participants',
  scenario: 'meeting-empty',
  refusal: {
    oneOf: [refusals.noMeeting, refusals.parameterInvalid],
    by: ({ emptyMeeting }: Readings) =>
      emptyMeeting === 'invalid-parameter' ? refusals.parameterInvalid : refusals.noMeeting,
  },
  evidence: [
    documented(page, '没有进行中的会议'),
    assumed('A meeting whose last participant has left cannot be split; the reply is unknown: see the reading.'),
  ],
  readings: ['emptyMeeting'],
  details: ({ meeting }: GroupingContext) => ({
    expected: 'at least one participant',
    received: meeting.participants.length,
  }),
  test: ({ meeting }: GroupingContext) => meeting.participants.length > 0,
});

export const groupsAreNotOpen = rule({
  name: 'xylink/groups-are-not-open',
  scenario: 'groups-already-open',
  refusal: refusals.groupsAlreadyOpen,
  evidence: [documented(page, '会议分组讨论已开启')],
  details: ({ meeting }: GroupingContext) => ({ expected: 'no groups', received: meeting.groups.length }),
  test: ({ meeting }: GroupingContext) => meeting.groups.length === 0,
});

export const groupCountIsWithinTheMaximum = rule({
  name: 'xylink/group-count-is-within-the-maximum',
  scenario: 'too-many-groups',
  refusal: refusals.tooManyGroups,
  evidence: [
    documented(page, '分组数量超过最大限制'),
    assumed('The page does not state the maximum; it is a setting of the world.'),
  ],
  readings: ['absentGroupCount'],
  details: (known: GroupingContext) => ({
    expected: `at most ${maximumOf(known)}`,
    received: showValue(groupCountOf(known)),
  }),
  test(known: GroupingContext) {
    const count = groupCountOf(known);
    return typeof count !== 'number' || count <= maximumOf(known);
  },
});

export const groupCountFits = rule({
  name: 'xylink/group-count-fits',
  scenario: 'group-count-wrong',
  refusal: refusals.parameterInvalid,
  evidence: [
    documented(page, 'groupCount | Integer … random随机分配使用'),
    assumed('No group may be empty: the count is from one to the number of participants.'),
  ],
  readings: ['absentGroupCount', 'excessGroups', 'coercion'],
  details: (known: GroupingContext) => ({
    expected: `a whole number from 1 to ${max(known)}`,
    received: showValue(groupCountOf(known)),
  }),
  test(known: GroupingContext) {
    if (known.groupsAsked !== null) return true;
    const count = groupCountOf(known);
    return Number.isInteger(count) && Number(count) >= 1 && Number(count) <= max(known);
  },
});

/** The maximum number of random groups of a meeting, by the readings. */
const max = (known: GroupingContext): number =>
  known.readings.excessGroups === 'refused' ? known.meeting.participants.length : maximumOf(known);
