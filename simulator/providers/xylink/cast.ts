import type { Documents } from '../../core/state/documents.js';
import { enterprises, meetings, rooms } from './vocabulary.js';

/** A role's entity as the cast shows it: an enterprise with its credentials, a room with who is in it. */
export function castMember(documents: Documents, role: string, id: string): object | undefined {
  if (role.startsWith('enterprise:')) {
    const enterprise = enterprises.read(documents, id);
    if (enterprise === undefined) return undefined;
    const { enterpriseId, token, clientId, clientSecret } = enterprise;
    return { enterpriseId, token, clientId, clientSecret };
  }
  const room = rooms.read(documents, id);
  if (room === undefined) return undefined;
  const present = meetings.read(documents, id)?.participants ?? [];
  const participants = present.map((each) => ({
    id: each.id,
    type: each.type,
    participantNumber: each.participantNumber,
  }));
  return { meetingRoomNumber: room.number, enterpriseId: room.enterprise, participants };
}
