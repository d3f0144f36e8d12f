import { encoded } from '../../../core/bytes.js';
import type { Participant, Room } from '../vocabulary.js';

/** The event of a room that is told here. */
export const rosterInfoEvent = 'ConferenceRosterInfo';

/** The body of a ConferenceRosterInfo, which is assumed: everyone who is in the meeting, as replies show devices. */
export function rosterInfo(participants: readonly Participant[], { number }: Room, meetingId: string): Uint8Array {
  const body = {
    callbackEvent: rosterInfoEvent,
    confNumber: number,
    meetingId,
    participants: participants.map(shown),
  };
  return encoded(JSON.stringify(body));
}

const shown = ({ id, type, participantId, participantNumber, externalUserId, name }: Participant): object => ({
  id,
  type,
  participantId,
  participantNumber,
  externalUserId,
  name,
});
