import values from '../../../../contracts/xylink/callbacks/new-user-call/values.json' with { type: 'json' };
import { encoded } from '../../../core/bytes.js';
import type { Participant, Room } from '../vocabulary.js';

/** Someone who joined a meeting, or left it. */
export interface Move {
  readonly participant: Participant;
  readonly joined: boolean;
  /** How many are in the meeting after it. */
  readonly present: number;
}

/** Where and when somebody moved. */
export interface Scene {
  readonly room: Room;
  readonly meetingId: string;
  /** ms since the epoch. */
  readonly now: number;
}

/** The body of a NewUserCall. That the participant is the caller and the room the callee is assumed. */
export function newUserCall({ participant, joined, present }: Move, { room, meetingId, now }: Scene): Uint8Array {
  const body = {
    callerNumber: participant.participantNumber,
    calleeNumber: room.number,
    callerType: participant.type,
    calleeType: values.roomType,
    callStatus: joined ? values.joined : values.left,
    time: now,
    caller: true,
    userCountOfSameConf: present,
    callerId: participant.id,
    calleeId: null,
    callerName: participant.name,
    calleeName: room.name,
    callerExternalUserId: participant.externalUserId,
    calleeExternalUserId: null,
    callerDeviceType: participant.type,
    calleeDeviceType: values.roomType,
    meetingId,
  };
  return encoded(JSON.stringify(body));
}
