import { firstId, participantIdOf } from './meeting-life.js';
import type { Group, Meeting, Participant } from './vocabulary.js';
import type { WrittenGroup, WrittenMeeting, WrittenParticipant } from './written-world.js';

export { firstId };

/** A meeting from how people write it. */
export function meetingFrom({ meetingId, participants, groups = [] }: WrittenMeeting): Meeting {
  const present = participants.map(participantFrom);
  return { meetingId, participants: present, groups: groups.map((group) => groupFrom(group, present)) };
}

/** A participant from how people write it; `index` makes the id that nobody thinks of. */
export function participantFrom(written: WrittenParticipant, index: number): Participant {
  const { id, type, participantNumber, externalUserId = null, name = participantNumber, muted = false } = written;
  const { participantId = participantIdOf(index) } = written;
  return { id, type, participantId, participantNumber, externalUserId, name, muted };
}

const groupFrom = ({ members, ...group }: WrittenGroup, present: readonly Participant[]): Group => ({
  ...group,
  members: members.flatMap((id) => present.filter((each) => each.id === id)),
});

/** A meeting as people write it. */
export const writtenMeeting = ({ groups, ...meeting }: Meeting): WrittenMeeting => ({
  ...meeting,
  groups: groups.map(({ members, ...group }) => ({ ...group, members: members.map(({ id }) => id) })),
});
