import { isJsonObject, parsedJson } from '../../../contracts/json.js';
import { encodeUtf8 } from '../bytes.js';
import { whereJsonBreaks } from '../json-break.js';
import { type Advice, adviceText, type Choice, shownText, typeInWords } from './advice.js';
import { type BodyReadings, bodyText, type Gunzip, unpackedBody } from '../requests/body-text.js';
import texts from './body-advice.json' with { type: 'json' };

/** The same as `bodyAdvice`, for a body that is unpacked and decoded as the readings say. */
export function decodedBodyAdvice(body: Uint8Array, readings: BodyReadings, gunzip: Gunzip): Advice | undefined {
  const text = bodyText(body, readings, gunzip);
  if (text !== undefined) return bodyAdvice(encodeUtf8(text));
  const unpacked = unpackedBody(body, readings, gunzip);
  return typeof unpacked === 'string' ? adviceText(texts, { id: unpacked }) : bodyAdvice(unpacked);
}

/** What is wrong with a body that is not a JSON object, and what to do; undefined if it is one. */
export function bodyAdvice(body: Uint8Array): Advice | undefined {
  const choice = choose(body);
  return choice && adviceText(texts, choice);
}

function choose(body: Uint8Array): Choice | undefined {
  const text = decode(body, 'utf-8');
  return chooseByFirstBytes(body) ?? (text === undefined ? chooseEncoding(body) : chooseSyntax(text));
}

function decode(body: Uint8Array, encoding: 'utf-8' | 'gbk'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

const startsWith = (body: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => body[index] === byte);

function chooseByFirstBytes(body: Uint8Array): Choice | undefined {
  if (startsWith(body, [0x1f, 0x8b])) return { id: 'gzip' };
  if (startsWith(body, [0xef, 0xbb, 0xbf])) return { id: 'byte-order-mark' };
  return startsWith(body, [0xff, 0xfe]) || startsWith(body, [0xfe, 0xff]) ? { id: 'utf-16' } : undefined;
}

/** The maximum number of characters that are shown before and behind the first byte that is not UTF-8. */
const around = 12;

/** Names GBK only if the whole body can be decoded by it; other encodings have no sure mark. */
function chooseEncoding(body: Uint8Array): Choice {
  const lenient = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body));
  const position = body.findIndex((byte, index) => lenient[index] !== byte);
  const [before, behind] = [body.subarray(0, position), body.subarray(position)].map((part) => decode(part, 'gbk'));
  const values = { position: String(position) };
  // GBK gives a meaning to nearly every byte, so only Chinese text proves it.
  if (before === undefined || behind === undefined || !/\p{Script=Han}/u.test(behind))
    return { id: 'not-utf-8', values };
  return { id: 'gbk', values: { ...values, text: before.slice(-around) + behind.slice(0, around) } };
}

function chooseSyntax(text: string): Choice | undefined {
  if (text.trim() === '') return { id: 'empty' };
  const position = whereJsonBreaks(text);
  const before = text.slice(0, position);
  const lines = before.split('\n');
  const line = String(lines.length);
  const column = String((lines.at(-1)?.length ?? 0) + 1);
  const value = position === text.length ? parsedJson(text) : undefined;
  if (value !== undefined) return chooseType(value);
  const { id, values } = chooseBreak(before, text.slice(position));
  return { id, values: { ...values, line, column } };
}

const chooseType = (value: unknown): Choice | undefined =>
  isJsonObject(value) ? undefined : { id: 'not-an-object', values: typeInWords(value) };

/** A string that opens a list or object and ends at once: the quotation marks inside it are not escaped. */
const unescaped = /"(\w{1,64})"\s*:\s*"[[{\s]{1,64}"$/;
const form = /^[\w.%+-]+=[^{}]*$/;

function chooseBreak(before: string, behind: string): Choice {
  if (before.trim() === '' && form.test(behind)) return { id: 'form' };
  if (behind === '') return { id: 'cut-off' };
  if (behind.startsWith("'")) return { id: 'single-quotes' };
  if (/^[}\]]/.test(behind) && /,\s*$/.test(before)) return { id: 'trailing-comma' };
  const field = unescaped.exec(before.slice(-300))?.[1];
  if (field !== undefined) return { id: 'unescaped-quotes', values: { field } };
  return { id: 'not-json', values: { found: shownText(behind.slice(0, 1)) } };
}
