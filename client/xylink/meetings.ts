import { type Listing, listingOf } from '../core/listing.js';
import type { CallOptions } from '../core/request.js';
import type { XylinkAccepted, XylinkFields, XylinkOperation } from './request.js';

/** A participant of a running meeting. */
export interface Participant extends Member {
  /** A long; beyond 2^53 the text of its digits. */
  readonly id: number | string;
  readonly type: number;
  readonly participantNumber: string;
  readonly participantId: string;
  /** The caller's own id of that user, if there is one. */
  readonly externalUserId: string | null;
  readonly name: string;
  readonly muted: boolean;
}

/** A room and the participants of its meeting. */
export interface RoomStatus {
  /** The room's number, without the provider's `@CONFNO`. */
  readonly room: string;
  readonly name: string;
  readonly running: boolean;
  /** Only while a meeting runs. */
  readonly meetingId?: string;
  /** Empty while no meeting runs. */
  readonly participants: readonly Participant[];
}

/** Meetings in English. Each method is one operation, and fails with that operation's errors. */
export interface XylinkMeetings {
  /** Splits a running meeting into groups; returns them in the provider's order. */
  readonly createGroups: (wanted: GroupsInput, options?: CallOptions) => Promise<readonly Group[]>;
  /** Lists the participants of a room's meeting. A room without a running meeting is not an error. */
  readonly meetingStatus: (room: string, options?: CallOptions) => Promise<RoomStatus>;
  /** Lists the participants of a room's meeting: those of `meetingStatus`. */
  readonly listParticipants: (room: string, options?: CallOptions) => Listing<Participant>;
  /** Calls these numbers into a room's meeting, and starts it if none is running. */
  readonly invite: (room: string, numbers: readonly string[], options?: CallOptions) => Promise<void>;
  /** Disconnects participants from a room's meeting. */
  readonly disconnect: (room: string, members: readonly Member[], options?: CallOptions) => Promise<void>;
  /** Ends a room's meeting for everyone. */
  readonly endMeeting: (room: string, options?: CallOptions) => Promise<void>;
}

/** Signs a request, sends it, and parses the reply. */
export type Ask = <Name extends XylinkOperation>(
  operation: Name,
  fields: XylinkFields<Name>,
  options?: CallOptions,
) => Promise<XylinkAccepted<Name>>;

/** The meeting methods, made from a client's operations. */
export function meetingsOver(ask: Ask): XylinkMeetings {
  const meetingStatus: XylinkMeetings['meetingStatus'] = async (room, options) =>
    statusIn(await ask('meetingStatus', { meetingRoomNumber: room }, options));
  return {
    createGroups: async (wanted, options) => groupsIn(await ask('createGroups', groupsFields(wanted), options)),
    meetingStatus,
    listParticipants: (room, options) =>
      listingOf(meetingStatus(room, options).then(({ participants }) => participants)),
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

/** Groups of random members. */
export interface RandomGroups {
  readonly room: string;
  /** The number of groups. Default: the provider's. */
  readonly count?: number;
  /** The prefix of their names; the number of the group follows. */
  readonly name?: string;
  readonly groups?: never;
}

/** Groups whose members the caller chooses. */
export interface ChosenGroups {
  readonly room: string;
  /** The page marks the name of a group as optional. */
  readonly groups: readonly { readonly name?: string; readonly members: readonly Member[] }[];
  readonly count?: never;
  readonly name?: never;
}

/** How to split a meeting. */
export type GroupsInput = RandomGroups | ChosenGroups;

/** A member of a group. */
export interface GroupMember {
  /** A long; beyond 2^53 the text of its digits. */
  readonly id: number | string;
  readonly type: number;
  readonly participantNumber: string;
  /** The caller's own id of that user, if there is one. */
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

/** The provider's fields for the groups; always with `mode`. */
function groupsFields(wanted: GroupsInput): XylinkFields<'createGroups'> {
  if (wanted.groups === undefined) return randomFields(wanted);
  const groupList = wanted.groups.map(({ name, members }) => ({
    ...(name !== undefined && { groupName: name }),
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

/** A participant in the provider's terms; a participant of `meetingStatus` can be passed on unchanged. */
export interface Member {
  readonly id: number | string;
  /** The kind of device: 5 is a person's computer, 6 an H.323 or SIP terminal. */
  readonly type: number | string;
  /** Needed for type 6. */
  readonly participantNumber?: string;
}

/** A member without other fields. */
const memberFields = ({ id, type, participantNumber }: Member) => ({
  id,
  type,
  ...(participantNumber !== undefined && { participantNumber }),
});
