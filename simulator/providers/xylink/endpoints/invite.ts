import { pipeline } from '../../../core/pipeline.js';
import type { KnownBy } from '../../../core/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import type { Tools } from '../../../core/provider.js';
import { admitted } from '../admission.js';
import type { Admitted } from '../admission.js';
import { begun, joined } from '../meeting-life.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { callNumberIsGiven, devicesAreAList } from '../rules/invitation.js';
import { roomExists } from '../rules/rooms.js';
import { meetings } from '../vocabulary.js';

const own = pipeline<Admitted>()
  .check(bodyIsAJsonObject)
  .check(callNumberIsGiven)
  .check(devicesAreAList)
  .check(roomExists);

const after = admitted.then(own);

/** Starts the meeting where none is running; whoever is called is in it at once. */
export const invite = endpoint({
  operation: 'invite',
  after,
  does({ documents, numbers, room }: KnownBy<typeof after>, { random, next }: Tools) {
    const meeting = meetings.read(documents, room.number) ?? begun(random);
    return { changes: [meetings.put(room.number, joined(meeting, numbers, next))], result: null };
  },
});
