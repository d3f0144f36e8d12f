import type { CallOptions } from '../../core/prepared.js';
import type { Group, GroupsWanted } from './groups.js';
import { groupsFields, groupsIn } from './groups.js';
import type { Member } from './members.js';
import { memberFields } from './members.js';
import type { XylinkAccepted, XylinkFields, XylinkOperation } from './operations.js';

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
  readonly createGroups: (wanted: GroupsWanted, options?: CallOptions) => Promise<readonly Group[]>;
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
