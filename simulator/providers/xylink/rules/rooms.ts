import { lookup } from '../../../core/pipeline/check.js';
import { assumed, documented, page, refusals, single } from '../evidence.js';
import type { Readings } from '../readings.js';
import {
  type EnterpriseContext,
  type Meeting,
  meetings,
  type Room,
  roomNumberOf,
  rooms,
  type XylinkContext,
} from '../model.js';
import type { Fields } from './body.js';

type InRoom = EnterpriseContext & { readonly room: Room };

/** The requested room, from the body or the path. */
export function requestedRoom(known: XylinkContext & { readonly fields?: Fields }): string {
  const { fields, readings, route } = known;
  const member = memberThatNames[route.operation];
  return roomNumberOf(member === undefined ? route.meetingRoomNumber : fields?.[member], readings);
}

/** The member that names the room, by operation; for other operations the path names it. */
const memberThatNames: Readonly<Record<string, string>> = {
  createGroups: 'meetingRoomNumber',
  invite: 'callNumber',
};

export const roomExists = lookup({
  name: 'xylink/room-exists',
  scenario: 'room-unknown',
  provides: 'room',
  refusal: {
    oneOf: [refusals.callNumberInvalid, refusals.noMeeting],
    by: ({ unknownRoom }: Readings) => (unknownRoom === 'no-meeting' ? refusals.noMeeting : refusals.callNumberInvalid),
  },
  evidence: [
    single('python-tests', 'Recorded for an unknown call number on a sibling API.'),
    assumed('A room of another enterprise is treated as unknown.'),
  ],
  readings: ['unknownRoom', 'confnoSuffix'],
  details: (known: EnterpriseContext & { readonly fields?: Fields }) => ({
    expected: 'a room of this enterprise',
    received: requestedRoom(known),
  }),
  resolve(known: EnterpriseContext & { readonly fields?: Fields }): Room | undefined {
    const room = rooms.read(known.documents, requestedRoom(known));
    return room?.enterprise === known.enterprise.enterpriseId ? room : undefined;
  },
});

const findMeeting = ({ documents, room }: InRoom): Meeting | undefined => meetings.read(documents, room.number);
const showsRoom = ({ room }: InRoom) => ({ expected: 'a running meeting', received: `room ${room.number}` });

export const meetingIsRunning = lookup({
  name: 'xylink/meeting-is-running',
  scenario: 'meeting-not-running',
  provides: 'meeting',
  refusal: refusals.noMeeting,
  evidence: [documented(page, '没有进行中的会议')],
  details: showsRoom,
  resolve: findMeeting,
});

export const meetingCanEnd = lookup({
  name: 'xylink/meeting-can-end',
  scenario: 'meeting-to-end-not-running',
  provides: 'meeting',
  refusal: refusals.internalError,
  evidence: [single('python-tests', 'Recorded for the end of a meeting that was not running.')],
  details: showsRoom,
  resolve: findMeeting,
});
