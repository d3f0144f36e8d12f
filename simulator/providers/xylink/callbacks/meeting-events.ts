import values from '../../../../contracts/xylink/callbacks/new-user-call/values.json' with { type: 'json' };
import { encodeUtf8 } from '../../../core/bytes.js';
import type { EmittedEvents, CallbackEvent } from '../../../core/callbacks/event.js';
import type { DocumentReader } from '../../../core/state/documents.js';
import { type Id, jsonWithIds } from '../ids.js';
import { type Meeting, meetings, type Participant, type Room } from '../model.js';
import { callbackFor, type Handler, handlerForRoom, rosterCallbackFor } from './registrations.js';

/** A room's meeting before and after a change; undefined if none is running. */
interface MeetingChange {
  readonly documents: DocumentReader;
  readonly room: Room;
  readonly before: Meeting | undefined;
  readonly after: Meeting | undefined;
  /** ms since the epoch. */
  readonly now: number;
}

/**
 * The events of a change: to the enterprise one for each participant who joined or left, to the room's handler one for
 * all.
 */
export function eventsOfChange(change: MeetingChange): EmittedEvents | undefined {
  const { documents, room, before, after, now } = change;
  const meeting = after ?? before;
  const handler = handlerForRoom(callbackFor(documents, room.enterprise, newUserCallEvent), room.businessTag);
  const rosterUrl = rosterUrlOf(documents, room);
  if (meeting === undefined || (handler ?? rosterUrl) === undefined) return undefined;
  const present = presentIn(after);
  const moves = movesBetween(presentIn(before), present);
  if (moves.length === 0) return undefined;
  const moment: RoomMoment = { room, meetingId: meeting.meetingId, now };
  const calls = handler === undefined ? [] : callEvents(moves, moment, handler);
  const rosters = rosterUrl === undefined ? [] : [rosterEvent(present, moment, rosterUrl)];
  return { withdraws: [], events: [...calls, ...rosters] };
}

const noParticipants: readonly Participant[] = [];
const presentIn = (meeting: Meeting | undefined): readonly Participant[] => meeting?.participants ?? noParticipants;

function rosterUrlOf(documents: DocumentReader, { number }: Room): string | undefined {
  const roster = rosterCallbackFor(documents, number);
  return roster?.event === rosterInfoEvent ? roster.url : undefined;
}

const subjectOf = (meetingId: string): string => `${meetings.kind} ${meetingId}`;

const callEvents = (moves: readonly Move[], moment: RoomMoment, handler: Handler): readonly CallbackEvent[] =>
  moves.map((move) => ({
    type: newUserCallEvent,
    subject: subjectOf(moment.meetingId),
    due: moment.now,
    url: handler.url,
    body: () => encodeUtf8(jsonWithIds(wrap(newUserCall(move, moment), handler))),
  }));

/** The body for a handler. The form of the wrapping is assumed. */
const wrap = (data: object, { version, businessTag }: Handler): object =>
  version === 'v2' ? { callbackEvent: newUserCallEvent, version, businessTag: businessTag ?? null, data } : data;

const rosterEvent = (
  present: readonly Participant[],
  { room, meetingId, now }: RoomMoment,
  url: string,
): CallbackEvent => ({
  type: rosterInfoEvent,
  subject: subjectOf(meetingId),
  due: now,
  url,
  body: () => rosterInfo(present, room, meetingId),
});

/** One move for each participant who left or joined. */
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

const idsOf = (participants: readonly Participant[]): ReadonlySet<Id> => new Set(participants.map(({ id }) => id));

/** A participant who joined or left a meeting. */
interface Move {
  readonly participant: Participant;
  readonly joined: boolean;
  /** The number of participants after it. */
  readonly present: number;
}

/** The room and the instant of a move. */
interface RoomMoment {
  readonly room: Room;
  readonly meetingId: string;
  /** ms since the epoch. */
  readonly now: number;
}

const newUserCallEvent = 'NewUserCall';

/** The data of a NewUserCall. The participant as caller and the room as callee are assumed. */
function newUserCall({ participant, joined, present }: Move, { room, meetingId, now }: RoomMoment): object {
  return {
    callerNumber: participant.participantNumber,
    calleeNumber: room.number,
    callerType: participant.type,
    calleeType: values.roomType,
    callStatus: joined ? values.joined : values.left,
    time: now,
    caller: true,
    userCountOfSameConf: present,
    callerId: participant.id,
    calleeId: null,
    callerName: participant.name,
    calleeName: room.name,
    callerExternalUserId: participant.externalUserId,
    calleeExternalUserId: null,
    callerDeviceType: participant.type,
    calleeDeviceType: values.roomType,
    meetingId,
  };
}

/** The only event of a room that the simulator sends. */
const rosterInfoEvent = 'ConferenceRosterInfo';

/** The body of a ConferenceRosterInfo, which is assumed: all participants, in the form of devices in replies. */
function rosterInfo(participants: readonly Participant[], { number }: Room, meetingId: string): Uint8Array {
  const body = {
    callbackEvent: rosterInfoEvent,
    confNumber: number,
    meetingId,
    participants: participants.map(showParticipant),
  };
  return encodeUtf8(jsonWithIds(body));
}

const showParticipant = ({
  id,
  type,
  participantId,
  participantNumber,
  externalUserId,
  name,
}: Participant): object => ({
  id,
  type,
  participantId,
  participantNumber,
  externalUserId,
  name,
});
