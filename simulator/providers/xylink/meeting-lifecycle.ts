import type { Random } from '../../core/state/clock.js';
import type { Meeting, Participant } from './model.js';

/** A new meeting without participants. */
export const beginMeeting = (random: Random): Meeting => ({
  meetingId: `1156${random.digits('meetingId', 9)}`,
  participants: [],
  groups: [],
});

/** Ids of called participants count up from here. */
export const firstId = 102_000_000;

/** A device's type by the length of its number, as recorded; other lengths are treated as a gateway. */
const types: Readonly<Record<number, number>> = { 6: 2, 8: 7, 11: 5 };

/** Adds these numbers to the meeting; those already in it are not called again. */
export function joinMeeting(meeting: Meeting, numbers: readonly string[], next: (sequence: string) => number): Meeting {
  const present = new Set(meeting.participants.map(({ participantNumber }) => participantNumber));
  const coming = [...new Set(numbers)].filter((number) => !present.has(number));
  const arrived = coming.map((number) => participantFrom(number, next('xylink/participant')));
  return { ...meeting, participants: [...meeting.participants, ...arrived] };
}

function participantFrom(participantNumber: string, running: number): Participant {
  return {
    id: firstId + running,
    type: types[participantNumber.length] ?? 6,
    participantId: participantIdOf(running + 1000),
    participantNumber,
    externalUserId: null,
    name: participantNumber,
    muted: false,
    admin: false,
    canSetAdmin: true,
  };
}

/** As recorded: 65536 plus a multiple of 64. */
export const participantIdOf = (running: number): string => String(65_536 + 64 * running);

/** Removes participants from the meeting and from their groups. */
export function without(meeting: Meeting, leaves: (participant: Participant) => boolean): Meeting {
  const stay = (all: readonly Participant[]): readonly Participant[] => all.filter((each) => !leaves(each));
  const groups = meeting.groups.map((group) => ({ ...group, members: stay(group.members) }));
  return { ...meeting, participants: stay(meeting.participants), groups };
}

/** `count` lower-case hex digits. */
export function hexDigits(random: Random, label: string, count: number): string {
  return Array.from({ length: count }, (_, index) => random.below(`${label} ${index}`, 16).toString(16)).join('');
}

/** A text in the format of a UUID. */
export function uuid(random: Random, label: string): string {
  return hexDigits(random, label, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The same members in random order, all orders equally likely. */
export function shuffle<Value>(values: readonly Value[], random: Random): readonly Value[] {
  const left = [...values];
  return values.flatMap((_, index) => left.splice(random.below(`split ${index}`, left.length), 1));
}
