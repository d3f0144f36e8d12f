import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { eventsOfChange } from '../callbacks/meeting-events.js';
import { meetingCanEnd, roomExists } from '../rules/rooms.js';
import { meetings, rooms } from '../model.js';

const checks = commonChecks.check(roomExists).check(meetingCanEnd);

/** The meeting and its groups are removed. */
export const endMeeting = endpoint({
  operation: 'endMeeting',
  checks,
  handle: ({ documents, meeting, now, room }: KnownBy<typeof checks>) => ({
    changes: [meetings.remove(room.number), rooms.put(room.number, { ...room, endedAt: now })],
    result: null,
    emits: eventsOfChange({ documents, room, before: meeting, after: undefined, now }),
  }),
});
