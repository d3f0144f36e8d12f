import { isJsonObject } from '../../contracts/json.js';
import { formatFrom } from '../core/options.js';

/** How requests are written where the provider's page leaves it open; `understudy readings` has the reasons. */
export interface XylinkFormat {
  /** The parameter that names the enterprise. Default: `enterpriseId`. */
  readonly enterpriseParameter?: 'enterpriseId' | 'enterprise_id';
  /**
   * The JSON types of rooms, numbers of devices and `groupCount`: `documented`, as the page has them; `swapped`, numbers in
   * place of texts of digits, and a text in place of a number. Default: `documented`.
   */
  readonly types?: 'documented' | 'swapped';
  /** The number of a room in a body: without or with the `@CONFNO` that replies add. Default: `plain`. */
  readonly roomNumbers?: 'plain' | 'with-suffix';
}

const choices = {
  enterpriseParameter: ['enterpriseId', 'enterprise_id'],
  types: ['documented', 'swapped'],
  roomNumbers: ['plain', 'with-suffix'],
} as const satisfies {
  readonly [Name in keyof XylinkFormat]-?: readonly [XylinkFormat[Name], ...XylinkFormat[Name][]];
};

/** A checked format. Throws a TypeError for an invalid one. */
export const xylinkFormat = (given: XylinkFormat = {}): Required<XylinkFormat> => formatFrom(choices, given);

/** Members that are rooms, by name. */
const rooms: ReadonlySet<string> = new Set(['meetingRoomNumber', 'callNumber']);

/** Members that are texts of digits, by name. */
const numbers: ReadonlySet<string> = new Set([...rooms, 'number', 'participantNumber']);

/** Digits that a number keeps. */
const exactDigits = /^[1-9]\d{0,14}$/;

/** The value of a body in this format. */
export function bodyValue(value: unknown, format: Required<XylinkFormat>): unknown {
  if (format.types === 'documented' && format.roomNumbers === 'plain') return value;
  if (Array.isArray(value)) return value.map((each) => bodyValue(each, format));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, memberValue(name, each, format)]));
}

function memberValue(name: string, value: unknown, format: Required<XylinkFormat>): unknown {
  if (typeof value === 'object') return bodyValue(value, format);
  if (typeof value === 'string') return numbers.has(name) ? numberText(name, value, format) : value;
  return typeof value === 'number' && name === 'groupCount' && format.types === 'swapped' ? String(value) : value;
}

function numberText(name: string, text: string, { types, roomNumbers }: Required<XylinkFormat>): string | number {
  if (roomNumbers === 'with-suffix' && rooms.has(name)) return text.replace(/(@CONFNO)?$/, '@CONFNO');
  return types === 'swapped' && exactDigits.test(text) ? Number(text) : text;
}
