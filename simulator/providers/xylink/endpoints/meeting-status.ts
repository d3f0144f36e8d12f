import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { type Meeting, meetings, type Participant, type Room, suffix } from '../model.js';
import { roomExists } from '../rules/rooms.js';

const checks = commonChecks.check(roomExists);

export const meetingStatus = endpoint({
  operation: 'meetingStatus',
  checks,
  handle: ({ documents, now, room }: KnownBy<typeof checks>) => ({
    changes: [],
    result: statusOf(room, meetings.read(documents, room.number), now),
  }),
});

/** How long after its end a meeting still has a list of participants, which is empty; ms. */
const lingering = 60 * 1000;

function statusOf(room: Room, meeting: Meeting | undefined, now: number): object {
  const justEnded = room.endedAt !== undefined && now < room.endedAt + lingering;
  return {
    meetingRoomNumber: `${room.number}${suffix}`,
    meetingId: meeting?.meetingId ?? null,
    meetingName: room.name,
    mode: meeting === undefined ? 0 : 1,
    mainVenue: null,
    mainImage: null,
    deviceStatusList: meeting?.participants.map(deviceStatus) ?? (justEnded ? [] : null),
    handUpList: meeting === undefined ? null : [],
    recordingDevice: null,
    contentDevice: null,
    whiteBoardDevice: null,
  };
}

const deviceStatus = ({ name, muted, id, type, participantId, externalUserId, participantNumber }: Participant) => ({
  name,
  muteStatus: muted ? 1 : 0,
  device: { id, type, participantId, externalUserId, participantNumber },
});
