import type { ActionAsked, ControlAction, ActionOutcome } from '../../core/provider.js';
import { isJsonObject } from '../../../contracts/json.js';
import type { Problem } from '../../core/state/world.js';
import { eventsOfChange } from './callbacks/meeting-events.js';
import { isText, wholeNumber } from './request-parts.js';
import { beginMeeting, joinMeeting, without } from './meeting-lifecycle.js';
import { type Meeting, meetings, type Room, rooms } from './model.js';

const problem = (pointer: string, says: string): ActionOutcome => ({ ok: false, problems: [{ pointer, says }] });

/** Runs an action in the room of the path, if it exists. */
const inRoom =
  (happens: (room: Room, meeting: Meeting | undefined, asked: ActionAsked) => ActionOutcome) =>
  (asked: ActionAsked): ActionOutcome => {
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

/** Changes the participants of a running meeting. */
const becomes = (room: Room, before: Meeting, after: Meeting, { documents, now }: ActionAsked): ActionOutcome => ({
  ok: true,
  changes: [meetings.put(room.number, after)],
  emits: eventsOfChange({ documents, room, before, after, now }),
});

const comes = inRoom((room, meeting, asked) => {
  const { body, next } = asked;
  const numbers = listIn(body, 'numbers');
  if (meeting === undefined) return problem('', 'is for a room with a running meeting');
  if (numbers === undefined || !numbers.every(isText)) return { ok: false, problems: [wrongKind('numbers', 'texts')] };
  return becomes(room, meeting, joinMeeting(meeting, numbers, next), asked);
});

const leaves = inRoom((room, meeting, asked) => {
  const ids = listIn(asked.body, 'ids')?.map(wholeNumber);
  if (meeting === undefined) return problem('', 'is for a room with a running meeting');
  if (ids === undefined || ids.includes(undefined)) return { ok: false, problems: [wrongKind('ids', 'whole numbers')] };
  const left = without(meeting, ({ id }) => ids.includes(id));
  return becomes(room, meeting, left, asked);
});

function listIn(body: unknown, name: string): readonly unknown[] | undefined {
  const list = isJsonObject(body) ? body[name] : undefined;
  return Array.isArray(list) && list.length > 0 ? list : undefined;
}

const wrongKind = (name: string, kind: string): Problem => ({
  pointer: `/${name}`,
  says: `must be a list of one or more ${kind}`,
});

const meeting = '/rooms/:number/meeting';
const participants = '/rooms/:number/participants';

/** Actions of tests on rooms: start or end a meeting, add or remove participants. */
export const actions: readonly ControlAction[] = [
  { method: 'post', path: meeting, takesBody: false, act: starts },
  { method: 'delete', path: meeting, takesBody: false, act: ends },
  { method: 'post', path: participants, takesBody: true, act: comes },
  { method: 'delete', path: participants, takesBody: true, act: leaves },
];
