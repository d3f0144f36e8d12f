import type { CallOptions } from '../core/request.js';
import type { XylinkAccepted, XylinkFields, XylinkOperation } from './request.js';

/** Someone who is in a meeting now. */
export interface Participant extends Member {
  readonly id: number;
  readonly type: number;
  readonly participantNumber: string;
  readonly participantId: string;
  /** The caller's own id of that user, where there is one. */
  readonly externalUserId: string | null;
  readonly name: string;
  readonly muted: boolean;
}

/** A room, and who is in its meeting. */
export interface RoomStatus {
  /** The room's number, without the provider's `@CONFNO`. */
  readonly room: string;
  readonly name: string;
  readonly running: boolean;
  /** Only while a meeting runs. */
  readonly meetingId?: string;
  /** Nobody while none does. */
  readonly participants: readonly Participant[];
}

/** Meetings in English. Each method is one operation, and fails with that operation's errors. */
export interface XylinkMeetings {
  /** Splits a running meeting into groups; gives them in the provider's order. */
  readonly createGroups: (wanted: GroupsInput, options?: CallOptions) => Promise<readonly Group[]>;
  /** Who is in a room's meeting. That none is running is no failure. */
  readonly meetingStatus: (room: string, options?: CallOptions) => Promise<RoomStatus>;
  /** Calls these numbers into a room's meeting, and starts it where none is running. */
  readonly invite: (room: string, numbers: readonly string[], options?: CallOptions) => Promise<void>;
  /** Takes people out of a room's meeting. */
  readonly disconnect: (room: string, members: readonly Member[], options?: CallOptions) => Promise<void>;
  /** Ends a room's meeting for everyone. */
  readonly endMeeting: (room: string, options?: CallOptions) => Promise<void>;
}

/** Signs a request, sends it, and says what the reply means. */
export type Ask = <Name extends XylinkOperation>(
  operation: Name,
  fields: XylinkFields<Name>,
  options?: CallOptions,
) => Promise<XylinkAccepted<Name>>;

/** The meetings over a client's operations. */
export function meetingsOver(ask: Ask): XylinkMeetings {
  return {
    createGroups: async (wanted, options) => groupsIn(await ask('createGroups', groupsFields(wanted), options)),
    meetingStatus: async (room, options) => statusIn(await ask('meetingStatus', { meetingRoomNumber: room }, options)),
    async invite(room, numbers, options) {
      await ask('invite', { callNumber: room, deviceList: numbers.map((number) => ({ number })) }, options);
    },
    async disconnect(room, members, options) {
      await ask('disconnect', { meetingRoomNumber: room, participants: members.map(memberFields) }, options);
    },
    async endMeeting(room, options) {
      await ask('endMeeting', { meetingRoomNumber: room }, options);
    },
  };
}

function statusIn(status: XylinkAccepted<'meetingStatus'>): RoomStatus {
  const { meetingRoomNumber, meetingName, meetingId, deviceStatusList } = status;
  return {
    room: meetingRoomNumber.replace(/@CONFNO$/, ''),
    name: meetingName,
    running: meetingId !== null,
    ...(meetingId !== null && { meetingId }),
    participants: (deviceStatusList ?? []).map(({ name, muteStatus, device }) => ({
      name,
      muted: muteStatus === 1,
      ...device,
    })),
  };
}

/** Groups by chance. */
export interface RandomGroups {
  readonly room: string;
  /** The number of groups. Default: the provider's. */
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
export type GroupsInput = RandomGroups | ChosenGroups;

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
function groupsFields(wanted: GroupsInput): XylinkFields<'createGroups'> {
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
const groupsIn = (made: XylinkAccepted<'createGroups'>): readonly Group[] =>
  made.map(({ groupNo, groupName, memberList }) => ({ number: groupNo, name: groupName, members: memberList }));

/** A participant, as the provider names one; a participant of `meetingStatus` can be passed on unchanged. */
export interface Member {
  readonly id: number | string;
  /** The kind of device: 5 is a person's computer, 6 an H.323 or SIP terminal. */
  readonly type: number | string;
  /** Needed for type 6. */
  readonly participantNumber?: string;
}

/** A member without whatever else is known of them. */
const memberFields = ({ id, type, participantNumber }: Member) => ({
  id,
  type,
  ...(participantNumber !== undefined && { participantNumber }),
});
