import { isJsonObject } from '../../../../contracts/json.js';
import { type Choice, shownText, type Values, writtenValue } from '../../../core/diagnosis/advice.js';
import type { Shown } from '../../../core/pipeline/check.js';
import { meetings, type Participant, type XylinkContext } from '../model.js';
import type { Fields } from '../rules/body.js';
import { gateway, identityOf, isTheSame, type MemberAsked, memberFrom } from '../rules/members.js';

/** A refused request, as far as advice depends on it. */
export interface RefusedCall {
  readonly check: string;
  readonly context: XylinkContext;
  readonly shown: Shown;
  /** The JSON value of the body; undefined if it is not JSON. */
  readonly body: unknown;
  /** The body's fields; empty if it is not a JSON object. */
  readonly fields: Fields;
  /** The room that the request names; empty if it names none. */
  readonly room: string;
}

/** A member with its place, both counted from 1. */
interface PlacedMember extends MemberAsked {
  readonly group: number;
  readonly place: number;
}

/** The members of all requested groups. */
function placedMembers({ fields }: RefusedCall): readonly PlacedMember[] {
  const list: unknown = fields['groupList'];
  const groups: readonly unknown[] = Array.isArray(list) ? list : [];
  return groups.flatMap((group, index) => {
    const members: unknown = isJsonObject(group) ? group['memberList'] : undefined;
    if (!Array.isArray(members)) return [];
    return members.map((member, at) => ({ ...memberFrom(member), group: index + 1, place: at + 1 }));
  });
}

const missingMember = { id: undefined, type: undefined, participantNumber: undefined, group: 0, place: 0 };

/** The text about the first member that is wrong. */
export function adviseOnMember(refused: RefusedCall, isWrong: (member: PlacedMember) => boolean): Choice {
  const found = placedMembers(refused).find(isWrong);
  const { id, type, participantNumber, group, place } = found ?? missingMember;
  const own = type === gateway ? `,"participantNumber":${writtenValue(participantNumber)}` : '';
  const member = `{"id":${String(id)},"type":${String(type)}${own}}`;
  return { id: refused.check, values: { member, group: String(group), place: String(place) } };
}

/** The text about the first member that an earlier one equals. */
export function adviseOnRepeatedMember(refused: RefusedCall): Choice {
  const before = new Set<string>();
  return adviseOnMember(refused, (member) => {
    const size = before.size;
    return before.add(identityOf(member)).size === size;
  });
}

/** The text about a member of a group who is not in the meeting, or is another one there. */
export function adviseOnPresence(refused: RefusedCall): Choice {
  const { participants = [] } = meetings.read(refused.context.documents, refused.room) ?? {};
  const present = participants.map(({ id, type, participantNumber }) =>
    JSON.stringify(type === gateway ? { id, type, participantNumber } : { id, type }),
  );
  const isWrong = (member: PlacedMember): boolean => !participants.some((each) => isTheSame(member, each));
  const choice = adviseOnMember(refused, isWrong);
  const wrong = placedMembers(refused).find(isWrong);
  const id = wrong === undefined ? undefined : idOfDifference(wrong, participants);
  const expected = participants.find((each) => each.id === wrong?.id);
  const values = { ...choice.values, present: shownText(present), ...differenceOf(wrong, expected) };
  return { id: id ?? choice.id, values };
}

/** The text about a member who is in the meeting, but not by this type or participantNumber; undefined for a stranger. */
function idOfDifference({ id, type }: MemberAsked, participants: readonly Participant[]): string | undefined {
  const ofTheId = participants.find((each) => each.id === id);
  if (ofTheId === undefined) return undefined;
  return ofTheId.type === type ? 'participant-number-wrong' : 'member-type-wrong';
}

const differenceOf = (wrong: MemberAsked | undefined, expected: Participant | undefined): Values => ({
  id: String(wrong?.id),
  rightType: String(expected?.type),
  sentType: String(wrong?.type),
  rightNumber: writtenValue(expected?.participantNumber),
  sentNumber: writtenValue(wrong?.participantNumber),
});

/** The text about a participant to disconnect who is not in the meeting, or is another one there. */
export function adviseOnLeaving({ body, check, context: { documents }, room }: RefusedCall): Choice {
  const { participants = [] } = meetings.read(documents, room) ?? {};
  const identities = new Set(participants.map(identityOf));
  const leaving = Array.isArray(body) ? body.map(memberFrom) : [];
  const place = leaving.findIndex((each) => !identities.has(identityOf(each)));
  const wrong = leaving[place] ?? missingMember;
  const { id, type } = wrong;
  const expected = participants.find((each) => each.id === id);
  const present = participants.map((each) => JSON.stringify({ id: each.id, type: each.type }));
  return {
    id: expected === undefined ? check : 'member-type-wrong',
    values: {
      member: JSON.stringify({ id, type }),
      place: String(place + 1),
      present: shownText(present),
      ...differenceOf(wrong, expected),
    },
  };
}
