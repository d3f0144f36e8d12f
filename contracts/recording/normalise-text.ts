import {
  escapePlaceholders,
  mayHoldPlaceholder,
  type NamedSecret,
  type Names,
  outsidePlaceholders,
  placeholder,
} from './placeholders.js';
import { withRelativeTimes } from './relative-times.js';
import { searchForSpellings, type SecretSearch } from './secret-search.js';
import { isSecretKind, kindOf } from './value-shape.js';

/** Replaces a whole text that contains a secret in an encoding from which it cannot be cut out. */
const withheld = placeholder('withheld:a text that hides a secret');

/** Replaces a signature that a reply repeats. */
const repeated = placeholder('withheld:a signature');

/** A text without secrets, with references in place of ids and hours. Codes and messages stay unchanged. */
export function normalisedText(raw: string, context: NormaliseContext): string {
  const { names, isOfTheCase, began, sent } = context;
  const passes: readonly ((text: string) => string)[] = [
    escapePlaceholders,
    (text) => sent.reduce((before, each) => before.replaceAll(each, repeated), text),
    (text) => withoutSecrets(text, names),
    (text) => withFields(text, context),
    // Again, for the secrets that `withFields` found by the names of their fields.
    (text) => withoutSecrets(text, names),
    (text) => exceptCodes(text, (each) => withIds(each, context)),
    (text) =>
      exceptCodes(text, (each) => outsidePlaceholders(each, (plain) => withRelativeTimes(plain, began, isOfTheCase))),
  ];
  return withholdSecrets(
    passes.reduce((text, pass) => pass(text), raw),
    names,
  );
}

/** The text; a placeholder if a secret can still be read from it. */
export function withholdSecrets(text: string, names: Names): string {
  return searchFor(names.secrets()).isIn(text) ? withheld : text;
}

/** One search for each set of known secrets, since every text of a case is searched. */
const searches = new WeakMap<readonly NamedSecret[], SecretSearch>();

function searchFor(secrets: readonly NamedSecret[]): SecretSearch {
  const search = searches.get(secrets) ?? searchForSpellings(secrets.flatMap(({ spellings }) => spellings));
  searches.set(secrets, search);
  return search;
}

/** Replaces a secret by its name; a secret in another spelling gets the suffix `:encoded`. */
function withoutSecrets(text: string, names: Names): string {
  const lower = text.toLowerCase();
  return names
    .secrets()
    .filter(({ spellings }) => spellings.some((spelling) => lower.includes(spelling)))
    .reduce((before, { value, name, spellings }) => {
      const inItsLetters = outsidePlaceholders(before, (plain) => plain.replaceAll(value, placeholder(name)));
      return spellings.reduce((rest, spelling) => withoutSpelling(rest, spelling, name), inItsLetters);
    }, text);
}

const withoutSpelling = (text: string, spelling: string, name: string): string =>
  outsidePlaceholders(text, (plain) =>
    plain.replace(new RegExp(literally(spelling), 'gi'), placeholder(`${name}:encoded`)),
  );

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A member that is a code always stays, even if it looks like an id. */
const code = /(\\*"(?:statusCode|errorCode)\\*"\s*:\s*(?:\\*"[^"]*"|-?\d+))/;

const exceptCodes = (text: string, change: (text: string) => string): string =>
  text
    .split(code)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');

/** Shorter ids are replaced only under a known field name: they could be a code, or a count. */
const shortestAnywhere = 6;

function withIds(text: string, { names, isOfTheCase }: NormaliseContext): string {
  return names
    .ids()
    .filter(([id]) => id.length >= shortestAnywhere && text.includes(id) && !isOfTheCase(id))
    .reduce(
      (before, [id, name]) => outsidePlaceholders(before, (plain) => plain.replace(shapeOf(id), placeholder(name))),
      text,
    );
}

/** An id of digits matches only a whole number. */
function shapeOf(id: string): RegExp {
  const literal = literally(id);
  return new RegExp(/^\d+$/.test(id) ? `(?<!\\d)${literal}(?!\\d)` : literal, 'g');
}

/** A JSON member with a text or a number, also within a JSON text, whose quotes have backslashes. */
const member = /((\\*")([\w-]{1,40})\2\s*:\s*)(?:(\\*")((?:(?!\4)(?:\\.|[^\\]))+)\4|(-?\d+))/gs;

/** A parameter of a query or a form. */
const parameter = /((?:^|[?&])([\w-]{1,40})=)([^&#\s"]+)/g;

/** Replaces the value of every member and parameter with a known name by a placeholder. */
function withFields(text: string, context: NormaliseContext): string {
  const members = text.replace(member, (_, ...found: readonly (string | undefined)[]) => {
    const [before = '', , name = '', quote = '', quoted, number = ''] = found;
    const isText = quoted !== undefined && kindOf(name) === undefined;
    // A text may itself contain JSON.
    const value = isText ? withFields(quoted, context) : normalisedField(name, quoted ?? number, context);
    return before + quote + value + quote;
  });
  return members.replace(
    parameter,
    (_, before: string, name: string, value: string) => before + normalisedField(name, value, context),
  );
}

/** The normalised value of a field with a known name. */
export function normalisedField(name: string, value: string, context: NormaliseContext): string {
  const kind = kindOf(name);
  if (kind === undefined || mayHoldPlaceholder(value)) return value;
  if (kind === 'signature') return placeholder(`signature:${context.signature}`);
  return isSecretKind(kind)
    ? placeholder(context.names.of(kind, decodePercent(value)))
    : normalisedId(kind, value, context);
}

/** A room's number may have the suffix `@CONFNO`. A value that the case contains stays. */
function normalisedId(kind: string, value: string, { names, isOfTheCase }: NormaliseContext): string {
  const [, id = value, suffix = ''] = /^([^@]+)(@[A-Z]+)$/.exec(value) ?? [];
  return (isOfTheCase(value) || isOfTheCase(id) ? id : placeholder(names.of(kind, id))) + suffix;
}

/** A secret decoded from a query or from JSON, since other texts may contain it unencoded. */
function decodePercent(value: string): string {
  try {
    const text = value.includes('\\') ? String(JSON.parse(`"${value}"`)) : decodeURIComponent(value);
    return text === '' ? value : text;
  } catch {
    return value;
  }
}

/** The context in which a text is normalised. */
export interface NormaliseContext {
  readonly names: Names;
  /** Whether a value is the same in every run of the case. */
  readonly isOfTheCase: (value: string) => boolean;
  /** When the case began, ms since the epoch. */
  readonly began: number;
  /** The replacement of the request's signature. */
  readonly signature: string;
  /** Signatures of earlier requests, which a reply may repeat. */
  readonly sent: readonly string[];
}
