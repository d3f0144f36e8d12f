import { lookup, rule } from '../../../core/pipeline/check.js';
import { isJsonObject } from '../../../../contracts/json.js';
import { assumed, documented, invalidParameter, page } from '../evidence.js';
import { isText, shown } from '../json-body.js';
import { refusals } from '../refusals.js';
import type { XylinkArriving } from '../vocabulary.js';
import type { Fields } from './body.js';

type Understood = XylinkArriving & { readonly fields: Fields };

/** A group that a request asks for, its members not yet looked at. */
export interface GroupAsked {
  readonly groupName: string;
  readonly memberList: readonly unknown[];
}

const refusal = refusals.parameterInvalid;

export const roomNumberIsGiven = rule({
  name: 'xylink/room-number-is-given',
  failsAs: 'room-number-missing',
  refusal,
  because: [documented(page, 'meetingRoomNumber | String | Body | 是'), invalidParameter],
  shows: ({ fields }: Understood) => ({ expected: 'a text', received: shown(fields['meetingRoomNumber']) }),
  holds: ({ fields }: Understood) => isText(fields['meetingRoomNumber']),
});

export const modeIsKnown = rule({
  name: 'xylink/mode-is-known',
  failsAs: 'mode-unknown',
  refusal,
  because: [documented(page, 'random随机分配 … manual指定终端创建分组'), invalidParameter],
  shows: ({ fields }: Understood) => ({ expected: 'random, manual or nothing', received: shown(fields['mode']) }),
  holds: ({ fields }: Understood) => [undefined, null, 'random', 'manual'].includes(fields['mode'] as string),
});

const isGroup = (value: unknown): value is GroupAsked =>
  isJsonObject(value) &&
  isText(value['groupName']) &&
  Array.isArray(value['memberList']) &&
  value['memberList'].length > 0;

export const groupListIsAList = lookup({
  name: 'xylink/group-list-is-a-list',
  failsAs: 'group-list-malformed',
  learns: 'groupsAsked',
  refusal,
  because: [
    documented(page, '"groupList": [ { "groupName": "分组1", "memberList": [ …'),
    invalidParameter,
    assumed('That each group needs a name and at least one member.'),
  ],
  shows: ({ fields }: Understood) => ({
    expected: 'for manual a list of groups, each with a name and members',
    received: shown(fields['groupList']),
  }),
  /** Null is for random, where a list counts for nothing. */
  find({ fields }: Understood): readonly GroupAsked[] | null | undefined {
    if (fields['mode'] !== 'manual') return null;
    const list: unknown = fields['groupList'];
    return Array.isArray(list) && list.length > 0 && list.every(isGroup) ? list : undefined;
  },
});
