import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { eventsOfChange } from '../callbacks/meeting-events.js';
import { without } from '../meeting-lifecycle.js';
import { participantsAreAList } from '../rules/invitation.js';
import { leavingArePresent } from '../rules/members.js';
import { meetingIsRunning, roomExists } from '../rules/rooms.js';
import { meetings } from '../model.js';

const checks = commonChecks
  .check(participantsAreAList)
  .check(roomExists)
  .check(meetingIsRunning)
  .check(leavingArePresent);

/** Participants who are not in the meeting do not matter here; the meeting continues until it is ended. */
export const disconnect = endpoint({
  operation: 'disconnect',
  checks,
  handle({ documents, leaving, meeting, now, room }: KnownBy<typeof checks>) {
    const left = without(meeting, ({ id, type }) => leaving.some((each) => each.id === id && each.type === type));
    const emits = eventsOfChange({ documents, room, before: meeting, after: left, now });
    return { changes: [meetings.put(room.number, left)], result: null, emits };
  },
});
