import type { ActionInput, ControlAction, ActionOutcome } from '../../core/provider.js';
import { eventsOfChange } from './callbacks/meeting-events.js';
import { idFrom } from './ids.js';
import { beginMeeting, joinMeeting, without } from './meeting-lifecycle.js';
import { type Meeting, meetings, type Room, rooms } from './model.js';

const problem = (pointer: string, says: string): ActionOutcome => ({ ok: false, problems: [{ pointer, says }] });

/** Runs an action in the room of the path, if it exists. */
const inRoom =
  (happens: (room: Room, meeting: Meeting | undefined, asked: ActionInput) => ActionOutcome) =>
  (asked: ActionInput): ActionOutcome => {
    const { number = '' } = asked.parameters;
    const room = rooms.read(asked.documents, number);
    if (room === undefined) return { ok: false, missing: 'room of this number' };
    return happens(room, meetings.read(asked.documents, number), asked);
  };

const starts = inRoom(({ number }, meeting, { random }) =>
  meeting === undefined
    ? { ok: true, changes: [meetings.put(number, beginMeeting(random))] }
    : problem('', 'is for a room without a meeting'),
);

const ends = inRoom((room, meeting, { documents, now }) =>
  meeting === undefined
    ? problem('', 'is for a room with a running meeting')
    : {
        ok: true,
        changes: [meetings.remove(room.number), rooms.put(room.number, { ...room, endedAt: now })],
        emits: eventsOfChange({ documents, room, before: meeting, after: undefined, now }),
      },
);

const closesGroups = inRoom((room, meeting) =>
  meeting === undefined || meeting.groups.length === 0
    ? problem('', 'is for a room with open groups')
    : { ok: true, changes: [meetings.put(room.number, { ...meeting, groups: [] })] },
);

/** Changes the participants of a running meeting. */
const becomes = (room: Room, before: Meeting, after: Meeting, { documents, now }: ActionInput): ActionOutcome => ({
  ok: true,
  changes: [meetings.put(room.number, after)],
  emits: eventsOfChange({ documents, room, before, after, now }),
});

const comes = inRoom((room, meeting, asked) => {
  // The schema of the body has been checked; so below.
  const { numbers } = asked.body as { readonly numbers: readonly string[] };
  if (meeting === undefined) return problem('', 'is for a room with a running meeting');
  return becomes(room, meeting, joinMeeting(meeting, numbers, asked.next), asked);
});

const leaves = inRoom((room, meeting, asked) => {
  const { ids } = asked.body as { readonly ids: readonly (number | string)[] };
  if (meeting === undefined) return problem('', 'is for a room with a running meeting');
  const leaving = new Set(ids.map(idFrom));
  const left = without(meeting, ({ id }) => leaving.has(id));
  return becomes(room, meeting, left, asked);
});

const description = async () => (await import('./actions.openapi.json', { with: { type: 'json' } })).default;
const meeting = '/rooms/:number/meeting';
const groups = '/rooms/:number/groups';
const participants = '/rooms/:number/participants';

/** Actions of tests on rooms: start or end a meeting, add or remove participants, close groups. */
export const actions: readonly ControlAction[] = [
  { method: 'post', path: meeting, description, act: starts },
  { method: 'delete', path: meeting, description, act: ends },
  { method: 'post', path: participants, description, act: comes },
  { method: 'delete', path: participants, description, act: leaves },
  { method: 'delete', path: groups, description, act: closesGroups },
];
