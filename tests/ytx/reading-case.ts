import { type Call, mobile } from './caller.js';
import { successShape } from './literal-replies.js';

/** A request under one option of one reading. */
export interface ReadingCase {
  readonly reading: string;
  readonly option: string;
  readonly says: string;
  /** Other readings that the case needs. */
  readonly given?: Readonly<Record<string, string>>;
  readonly call: Call;
  /** The check that refuses it, a status of our own voice, or the reply's shape. */
  readonly then: string | number | RegExp;
}

/** The reply of a success. */
export const passes = successShape;

/** One request, and what becomes of it under each option. */
export function about(
  reading: string,
  says: string,
  call: Call,
  deliveryEffects: Readonly<Record<string, ReadingCase['then']>>,
): readonly ReadingCase[] {
  return Object.entries(deliveryEffects).map(([option, then]) => ({ reading, option, says, call, then }));
}

/** A request whose body has these fields. */
export const fields = (given: Readonly<Record<string, unknown>>): Call => ({ fields: given });

/** Parties of these names. */
export const partiesNamed = (...names: readonly string[]): readonly object[] =>
  names.map((name) => ({ name, phone: mobile }));
