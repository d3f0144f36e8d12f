import { rule } from '../../../core/pipeline/check.js';
import { assumed, documented, invalidParameter, page } from '../evidence.js';
import { shown } from '../json-body.js';
import { refusals } from '../refusals.js';
import { type Meeting, type Room, settingsIn, type XylinkArriving } from '../vocabulary.js';
import type { Fields } from './body.js';
import type { GroupAsked } from './grouping-form.js';

type Asking = XylinkArriving & {
  readonly fields: Fields;
  readonly groupsAsked: readonly GroupAsked[] | null;
  readonly room: Room;
  readonly meeting: Meeting;
};

/** How many groups a request asks for; not yet whether that can be. */
export function groupCountOf({ fields, groupsAsked, meeting, readings }: Asking): unknown {
  if (groupsAsked !== null) return groupsAsked.length;
  const { groupCount = null } = fields;
  if (groupCount !== null) return groupCount;
  return readings.absentGroupCount === 'one' ? 1 : Math.max(1, Math.ceil(meeting.participants.length / 4));
}

const maximumOf = ({ documents, room }: Asking): number => room.maximumGroups ?? settingsIn(documents).maximumGroups;

export const groupsAreNotOpen = rule({
  name: 'xylink/groups-are-not-open',
  failsAs: 'groups-already-open',
  refusal: refusals.groupsAlreadyOpen,
  because: [documented(page, '会议分组讨论已开启')],
  shows: ({ meeting }: Asking) => ({ expected: 'no groups', received: meeting.groups.length }),
  holds: ({ meeting }: Asking) => meeting.groups.length === 0,
});

export const groupCountIsWithinTheMaximum = rule({
  name: 'xylink/group-count-is-within-the-maximum',
  failsAs: 'too-many-groups',
  refusal: refusals.tooManyGroups,
  because: [
    documented(page, '分组数量超过最大限制'),
    assumed('The maximum is not stated: it is a setting of the world.'),
  ],
  readings: ['absentGroupCount'],
  shows: (known: Asking) => ({ expected: `at most ${maximumOf(known)}`, received: shown(groupCountOf(known)) }),
  holds(known: Asking) {
    const count = groupCountOf(known);
    return typeof count !== 'number' || count <= maximumOf(known);
  },
});

export const groupCountFits = rule({
  name: 'xylink/group-count-fits',
  failsAs: 'group-count-wrong',
  refusal: refusals.parameterInvalid,
  because: [
    documented(page, 'groupCount | Integer … random随机分配使用'),
    invalidParameter,
    assumed('That no group may be empty: from one to as many as are present.'),
  ],
  shows: (known: Asking) => ({
    expected: `a whole number from 1 to ${known.meeting.participants.length}`,
    received: shown(groupCountOf(known)),
  }),
  holds(known: Asking) {
    if (known.groupsAsked !== null) return true;
    const count = groupCountOf(known);
    return Number.isInteger(count) && Number(count) >= 1 && Number(count) <= known.meeting.participants.length;
  },
});
