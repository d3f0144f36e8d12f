import { gunzipSync } from 'node:zlib';
import { isJsonObject } from '../../../contracts/json.js';
import { bodyText } from '../../core/requests/body-text.js';
import type { Readings } from './readings.js';

/** The fields of a request's body; a field that counts as absent is undefined. */
export type Fields = Readonly<Record<string, unknown>>;

/** A JSON body. */
export interface DecodedBody {
  /** Undefined if the JSON is not an object. */
  readonly fields: Fields | undefined;
  /** The members of `parties`, if its form is accepted. */
  readonly parties: readonly unknown[] | undefined;
}

/** The JSON value of a text, boxed, so that `null` is a value; undefined if it is not JSON. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The text of a body; undefined if it has none by these readings. */
const textOf = (body: Uint8Array, readings: Readings): string | undefined => bodyText(body, readings, gunzipSync);

/** `"parties":"[…]"` with unescaped quotes inside, as on the provider's page. Repairing escapes them. */
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
 * Decodes a body as YTX does: JSON, by default in UTF-8, independent of the headers.
 *
 * All readings about parsing are applied here. Undefined means that it is not JSON.
 */
export function decodeBody(body: Uint8Array, readings: Readings): DecodedBody | undefined {
  const text = textOf(body, readings);
  if (text === undefined) return undefined;
  const json =
    parseJson(text) ?? (readings.unescapedParties === 'repaired' ? parseJson(repairParties(text)) : undefined);
  if (json === undefined) return undefined;
  const fields = fieldsOf(json.value, readings);
  return { fields, parties: partiesOf(fields?.['parties'], readings) };
}

/** The parsed object is not shared, so absent fields are cleared in place. */
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

/** A field for the journal: text and numbers unchanged, others by their type. */
export function showValue(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value === undefined ? 'nothing' : `a value of type ${Array.isArray(value) ? 'array' : typeof value}`;
}

/** Whether each of these fields is a string, if present. */
export function areText(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => fields[name] === undefined || typeof fields[name] === 'string');
}

/** A field's text; undefined if it is missing or not a string. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
