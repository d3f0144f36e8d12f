import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint, type Generators } from '../../../core/provider.js';
import { commonChecks, type CommonContext } from '../common-checks.js';
import { eventsOfChange } from '../callbacks/meeting-events.js';
import { beginMeeting, joinMeeting } from '../meeting-lifecycle.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { callNumberIsGiven, devicesAreAList } from '../rules/invitation.js';
import { roomExists } from '../rules/rooms.js';
import { meetings } from '../model.js';

const own = pipeline<CommonContext>()
  .check(bodyIsAJsonObject)
  .check(callNumberIsGiven)
  .check(devicesAreAList)
  .check(roomExists);

const checks = commonChecks.append(own);

/** Starts the meeting if none is running; the called numbers join at once. */
export const invite = endpoint({
  operation: 'invite',
  checks,
  handle({ documents, now, numbers, room }: KnownBy<typeof checks>, { random, next }: Generators) {
    const before = meetings.read(documents, room.number);
    const meeting = joinMeeting(before ?? beginMeeting(random), numbers, next);
    const emits = eventsOfChange({ documents, room, before, after: meeting, now });
    return { changes: [meetings.put(room.number, meeting)], result: null, emits };
  },
});
