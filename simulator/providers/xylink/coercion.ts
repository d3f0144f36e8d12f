import { isJsonObject } from '../../../contracts/json.js';

/** Members that are texts; in these a number becomes its digits. */
const texts: ReadonlySet<string> = new Set([
  'meetingRoomNumber',
  'callNumber',
  'number',
  'groupName',
  'participantNumber',
]);

/** Members that are whole numbers; in these a text of digits becomes a number. */
const counts: ReadonlySet<string> = new Set(['groupCount']);

/** Lists whose objects have members of these names. */
const lists: ReadonlySet<string> = new Set(['groupList', 'memberList', 'deviceList']);

/** The levels of a body: groups in it, and members in a group. Deeper values are no part of a request. */
const levels = 3;

/**
 * A body as a server decodes it that converts numbers to texts and back, like Jackson by default.
 *
 * Ids and types need no conversion: their checks accept both.
 */
export function coerceBody(value: unknown, left = levels): unknown {
  if (!isJsonObject(value) || left === 0) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, coerceMember(name, member, left)]));
}

function coerceMember(name: string, value: unknown, left: number): unknown {
  if (typeof value === 'number') return texts.has(name) ? String(value) : value;
  if (typeof value === 'string') return counts.has(name) && /^-?[0-9]{1,15}$/.test(value) ? Number(value) : value;
  return Array.isArray(value) && lists.has(name) ? value.map((each) => coerceBody(each, left - 1)) : value;
}
