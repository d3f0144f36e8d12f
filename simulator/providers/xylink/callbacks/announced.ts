import type { Announcement, Notice } from '../../../core/callbacks/notice.js';
import type { Snapshot } from '../../../core/documents.js';
import type { Meeting, Participant, Room } from '../vocabulary.js';
import type { Move, Scene } from './new-user-call.js';
import { newUserCall } from './new-user-call.js';
import { callbackFor, rosterCallbackFor } from './registrations.js';
import { rosterInfo, rosterInfoEvent } from './roster-info.js';

/** A room's meeting before a change and after it; undefined where none is running. */
export interface Turn {
  readonly documents: Snapshot;
  readonly room: Room;
  readonly before: Meeting | undefined;
  readonly after: Meeting | undefined;
  /** ms since the epoch. */
  readonly now: number;
}

/** What is told of who came and who went: of each to the enterprise, of all to the room's handler. */
export function announced({ documents, room, before, after, now }: Turn): Announcement | undefined {
  const meetingId = (after ?? before)?.meetingId;
  const callUrl = callbackFor(documents, room.enterprise, 'NewUserCall')?.url;
  const roster = rosterCallbackFor(documents, room.number);
  const rosterUrl = roster?.event === rosterInfoEvent ? roster.url : undefined;
  if (meetingId === undefined || (callUrl === undefined && rosterUrl === undefined)) return undefined;
  const present = after?.participants ?? [];
  const moves = movesBetween(before?.participants ?? [], present);
  if (moves.length === 0) return undefined;
  const scene: Scene = { room, meetingId, now };
  const about = `xylink/meeting ${meetingId}`;
  const notices: Notice[] = [];
  if (callUrl !== undefined)
    for (const move of moves)
      notices.push({ event: 'NewUserCall', about, due: now, url: callUrl, body: () => newUserCall(move, scene) });
  if (rosterUrl !== undefined) {
    const body = (): Uint8Array => rosterInfo(present, room, meetingId);
    notices.push({ event: rosterInfoEvent, about, due: now, url: rosterUrl, body });
  }
  return { withdraws: [], notices };
}

/** One by one, who went and who came. */
function movesBetween(before: readonly Participant[], after: readonly Participant[]): readonly Move[] {
  const [were, are] = [idsOf(before), idsOf(after)];
  const gone = before.filter(({ id }) => !are.has(id));
  const come = after.filter(({ id }) => !were.has(id));
  const stayed = before.length - gone.length;
  return [
    ...gone.map((participant, index) => ({ participant, joined: false, present: before.length - index - 1 })),
    ...come.map((participant, index) => ({ participant, joined: true, present: stayed + index + 1 })),
  ];
}

const idsOf = (participants: readonly Participant[]): ReadonlySet<number> => new Set(participants.map(({ id }) => id));
