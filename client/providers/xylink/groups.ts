import type { Member } from './members.js';
import { memberFields } from './members.js';
import type { XylinkAccepted, XylinkFields } from './operations.js';

/** Groups by chance. */
export interface RandomGroups {
  readonly room: string;
  /** How many; what the provider takes unless given. */
  readonly count?: number;
  /** What their names begin with; each has its number behind it. */
  readonly name?: string;
  readonly groups?: never;
}

/** Groups as their caller wants them. */
export interface ChosenGroups {
  readonly room: string;
  readonly groups: readonly { readonly name: string; readonly members: readonly Member[] }[];
  readonly count?: never;
  readonly name?: never;
}

/** How a meeting is to be split. */
export type GroupsWanted = RandomGroups | ChosenGroups;

/** Someone in a group. */
export interface GroupMember {
  readonly id: number;
  readonly type: number;
  readonly participantNumber: string;
  /** The caller's own id of that user, where there is one. */
  readonly externalUserId: string | null;
  readonly admin: boolean;
  readonly canSetAdmin: boolean;
}

/** A group as the provider made it. */
export interface Group {
  /** The provider's `groupNo`. */
  readonly number: string;
  readonly name: string;
  readonly members: readonly GroupMember[];
}

/** The provider's fields for groups that are wanted; the mode is always said. */
export function groupsFields(wanted: GroupsWanted): XylinkFields<'createGroups'> {
  if (wanted.groups === undefined) return randomFields(wanted);
  const groupList = wanted.groups.map(({ name, members }) => ({
    groupName: name,
    memberList: members.map(memberFields),
  }));
  return { meetingRoomNumber: wanted.room, mode: 'manual', groupList };
}

const randomFields = ({ room, count, name }: RandomGroups): XylinkFields<'createGroups'> => ({
  meetingRoomNumber: room,
  mode: 'random',
  ...(count !== undefined && { groupCount: count }),
  ...(name !== undefined && { groupName: name }),
});

/** The groups of a reply. */
export const groupsIn = (made: XylinkAccepted<'createGroups'>): readonly Group[] =>
  made.map(({ groupNo, groupName, memberList }) => ({ number: groupNo, name: groupName, members: memberList }));
