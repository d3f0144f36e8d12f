import { fillText, type MistakeText } from './mistakes.js';

/** Which of a provider's texts fits a refusal, and the values for its placeholders. */
export interface Choice {
  readonly id: string;
  readonly values?: Values;
  /** Values that the world does not know, for which the caller of `advise` fills in the placeholders. */
  readonly receivedIds?: Values;
}

/** Values for the placeholders of a text. */
export type Values = Readonly<Record<string, string>>;

/** Advice on a refusal. */
export interface Advice extends MistakeText {
  /**
   * The ids in the request that the world does not know, by the name of their placeholder, which is still in the texts.
   * They look like credentials, so they are redacted apart: only known secrets, and those of the request.
   */
  readonly receivedIds?: Values;
}

/** The advice that a choice names, filled in; undefined if there is no text of this id. */
export function adviceText(
  texts: Readonly<Record<string, MistakeText>>,
  { id, values = {}, receivedIds }: Choice,
): Advice | undefined {
  const text = Object.hasOwn(texts, id) ? texts[id] : undefined;
  if (text === undefined) return undefined;
  const left = Object.entries(values).filter(([name]) => receivedIds?.[name] === undefined);
  const filled = Object.fromEntries(left);
  return {
    says: fillText(text.says, filled),
    fix: fillText(text.fix, filled),
    ...(receivedIds !== undefined && { receivedIds }),
  };
}

/** Whether a text may be the id of an account, application, enterprise or client in a world. */
const isWorldId = (id: unknown): id is string => typeof id === 'string' && /^[0-9A-Za-z]{8,64}$/.test(id);

/** The text for an id that is unknown, or that no world can contain. */
export const unknownId = (check: string, name: string, id: unknown): Choice =>
  isWorldId(id)
    ? { id: check, receivedIds: { [name]: id } }
    : { id: 'id-malformed', values: { name, received: writtenValue(id) } };

/** The maximum number of characters of a value that a sentence repeats. */
const longest = 120;

/** A detail of a check, for a sentence. */
export function shownText(shown: unknown): string {
  const text = Array.isArray(shown) ? shown.map(shownText).join(', ') : plainText(shown);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const plainText = (shown: unknown): string =>
  typeof shown === 'string' ? shown : shown === undefined ? 'nothing' : JSON.stringify(shown);

/** A value of JSON as the caller wrote it, for a sentence: texts in quotation marks. */
export const writtenValue = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : shownText(typeof value === 'object' ? typeInWords(value).type : JSON.stringify(value));

/** An id for a command in a shell; a placeholder for a text that could not be an id there. */
export const idForShell = (id: unknown, placeholder: string): string =>
  typeof id === 'string' && /^[0-9A-Za-z]{1,64}$/.test(id) ? id : `<${placeholder}>`;

const typeNames: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  array: ['an array', '数组'],
  boolean: ['a boolean', '布尔值'],
  null: ['null', ' null'],
  number: ['a number', '数字'],
  object: ['an object', '对象'],
  string: ['a string', '字符串'],
};

/** The JSON type of a value, with an article, in English and in Chinese. */
export function typeInWords(value: unknown): { readonly type: string; readonly typeInChinese: string } {
  const name = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const [type, typeInChinese] = typeNames[name] ?? ['nothing', '空值'];
  return { type, typeInChinese };
}

/** The text for a field that a check misses: another spelling of it, or an empty value, is named as such. */
export function missingField(check: string, field: string, body: Readonly<Record<string, unknown>>): Choice {
  if (Object.hasOwn(body, field)) return { id: 'field-empty', values: { field } };
  const plain = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();
  const other = Object.keys(body).find((name) => plain(name) === plain(field));
  return other === undefined ? { id: check } : { id: 'field-misspelled', values: { field, other: shownText(other) } };
}
