import { isJsonObject } from '../../../contracts/json.js';
import type { Readings } from './readings.js';

/** The fields of a request's body; a field that counts as absent is undefined. */
export type Fields = Readonly<Record<string, unknown>>;

/** A body that is JSON. */
export interface DecodedBody {
  /** Undefined when the JSON is no object. */
  readonly fields: Fields | undefined;
  /** The members of `parties`, when it came in a form that is accepted. */
  readonly parties: readonly unknown[] | undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The JSON value of a text, boxed, so that `null` is a value; undefined when it is no JSON. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

/** `"parties":"[…]"` with unescaped quotes inside, as the provider's page prints it; repaired, it is a string still. */
const unescapedParties = /"parties"\s*:\s*(?="\[)/;

function repairParties(text: string): string {
  const found = unescapedParties.exec(text);
  if (found === null) return text;
  const from = found.index + found[0].length;
  const until = text.indexOf(']"', from) + 1;
  if (until === 0) return text;
  return text.slice(0, from) + JSON.stringify(text.slice(from + 1, until)) + text.slice(until + 1);
}

/**
 * Decodes a body as YTX does: JSON in UTF-8, whatever the headers say of it.
 *
 * All readings about parsing are applied here and nowhere else. Undefined means that it is no JSON.
 */
export function decodeBody(body: Uint8Array, readings: Readings): DecodedBody | undefined {
  const text = textOf(body);
  if (text === undefined) return undefined;
  const json =
    parseJson(text) ?? (readings.unescapedParties === 'repaired' ? parseJson(repairParties(text)) : undefined);
  if (json === undefined) return undefined;
  const fields = fieldsOf(json.value, readings);
  return { fields, parties: partiesOf(fields?.['parties'], readings) };
}

/** The parsed object is nobody else's yet, so fields that count as absent are emptied where they stand. */
function fieldsOf(value: unknown, { emptyText, bookmeetingType }: Readings): Fields | undefined {
  if (!isJsonObject(value)) return undefined;
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    if (field === null || (field === '' && emptyText === 'absent')) fields[name] = undefined;
  }
  const { bookmeeting } = fields;
  const numberCounts = bookmeetingType === 'string-or-number' && typeof bookmeeting === 'number';
  if (numberCounts) fields['bookmeeting'] = String(bookmeeting);
  return fields;
}

function partiesOf(parties: unknown, { parties: form }: Readings): readonly unknown[] | undefined {
  if (typeof parties === 'string') return form === 'array' ? undefined : listOf(parseJson(parties)?.value);
  return form === 'string' ? undefined : listOf(parties);
}

const listOf = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);

/** A field for the journal: text and numbers as they are, anything larger by its kind. */
export function showValue(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value === undefined ? 'nothing' : `a value of type ${Array.isArray(value) ? 'array' : typeof value}`;
}

/** Whether each of these fields is text, where it is given at all. */
export function areText(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => fields[name] === undefined || typeof fields[name] === 'string');
}

/** A field's text; undefined when it is not given, or is no text. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
