import type { KnownBy } from '../../../core/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { admitted } from '../admission.js';
import { without } from '../meeting-life.js';
import { participantsAreAList } from '../rules/invitation.js';
import { meetingIsRunning, roomExists } from '../rules/rooms.js';
import { meetings } from '../vocabulary.js';

const after = admitted.check(participantsAreAList).check(roomExists).check(meetingIsRunning);

/** Who is not in the meeting is passed over; the meeting goes on until it is ended. */
export const disconnect = endpoint({
  operation: 'disconnect',
  after,
  does({ leaving, meeting, room }: KnownBy<typeof after>) {
    const left = without(meeting, ({ id, type }) => leaving.some((each) => each.id === id && each.type === type));
    return { changes: [meetings.put(room.number, left)], result: null };
  },
});
