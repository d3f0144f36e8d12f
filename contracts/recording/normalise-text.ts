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

/** Stands for a text that hides a secret in a way which leaves nothing else to show of it. */
const withheld = placeholder('withheld:a text that hides a secret');

/** Stands for a signature that a reply repeats. */
const repeated = placeholder('withheld:a signature');

/** A text without secrets, and with references in place of ids and hours. Codes and messages are as they were. */
export function normalisedText(raw: string, lens: Lens): string {
  const { names, isOfTheCase, began, sent } = lens;
  const passes: readonly ((text: string) => string)[] = [
    escapePlaceholders,
    (text) => sent.reduce((before, each) => before.replaceAll(each, repeated), text),
    (text) => withoutSecrets(text, names),
    (text) => withFields(text, lens),
    // Those that only their places told.
    (text) => withoutSecrets(text, names),
    (text) => exceptCodes(text, (each) => withIds(each, lens)),
    (text) =>
      exceptCodes(text, (each) => outsidePlaceholders(each, (plain) => withRelativeTimes(plain, began, isOfTheCase))),
  ];
  return withholdSecrets(
    passes.reduce((text, pass) => pass(text), raw),
    names,
  );
}

/** A text, unless a secret can still be read out of it. */
export function withholdSecrets(text: string, names: Names): string {
  return searchFor(names.secrets()).isIn(text) ? withheld : text;
}

/** Made once for the secrets that are known at a time: every text of a case is searched for them. */
const searches = new WeakMap<readonly NamedSecret[], SecretSearch>();

function searchFor(secrets: readonly NamedSecret[]): SecretSearch {
  const search = searches.get(secrets) ?? searchForSpellings(secrets.flatMap(({ spellings }) => spellings));
  searches.set(secrets, search);
  return search;
}

/** What is whole and in its own letters is the secret's name; what is written otherwise says so. */
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
    plain.replace(new RegExp(literally(spelling), 'gi'), placeholder(`${name}:otherwise`)),
  );

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A member that is a code: whatever it looks like, it stays. */
const code = /(\\*"(?:statusCode|errorCode)\\*"\s*:\s*(?:\\*"[^"]*"|-?\d+))/;

const exceptCodes = (text: string, change: (text: string) => string): string =>
  text
    .split(code)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');

/** Shorter ids are recognised only where a name says what they are: they could be a code, or a count. */
const shortestAnywhere = 6;

function withIds(text: string, { names, isOfTheCase }: Lens): string {
  return names
    .ids()
    .filter(([id]) => id.length >= shortestAnywhere && text.includes(id) && !isOfTheCase(id))
    .reduce(
      (before, [id, name]) => outsidePlaceholders(before, (plain) => plain.replace(shapeOf(id), placeholder(name))),
      text,
    );
}

/** An id of digits does not stand within a longer number. */
function shapeOf(id: string): RegExp {
  const literal = literally(id);
  return new RegExp(/^\d+$/.test(id) ? `(?<!\\d)${literal}(?!\\d)` : literal, 'g');
}

/** A JSON member with a text or a number, also within a JSON text, whose quotes have backslashes. */
const member = /((\\*")([\w-]{1,40})\2\s*:\s*)(?:(\\*")((?:(?!\4)(?:\\.|[^\\]))+)\4|(-?\d+))/gs;

/** A parameter of a query or a form. */
const parameter = /((?:^|[?&])([\w-]{1,40})=)([^&#\s"]+)/g;

/** A text in which every member and parameter whose name says what it is has a placeholder for its value. */
function withFields(text: string, lens: Lens): string {
  const members = text.replace(member, (_, ...found: readonly (string | undefined)[]) => {
    const [before = '', , name = '', quote = '', quoted, number = ''] = found;
    const isText = quoted !== undefined && kindOf(name) === undefined;
    // A text may hold JSON in its turn.
    const value = isText ? withFields(quoted, lens) : normalisedField(name, quoted ?? number, lens);
    return before + quote + value + quote;
  });
  return members.replace(
    parameter,
    (_, before: string, name: string, value: string) => before + normalisedField(name, value, lens),
  );
}

/** What stands under a name that says what it is. */
export function normalisedField(name: string, value: string, lens: Lens): string {
  const kind = kindOf(name);
  if (kind === undefined || mayHoldPlaceholder(value)) return value;
  if (kind === 'signature') return placeholder(`signature:${lens.signature}`);
  return isSecretKind(kind) ? placeholder(lens.names.of(kind, decodePercent(value))) : normalisedId(kind, value, lens);
}

/** A room's number may stand there with a suffix, `@CONFNO`. What the case itself says stays. */
function normalisedId(kind: string, value: string, { names, isOfTheCase }: Lens): string {
  const [, id = value, suffix = ''] = /^([^@]+)(@[A-Z]+)$/.exec(value) ?? [];
  return (isOfTheCase(value) || isOfTheCase(id) ? id : placeholder(names.of(kind, id))) + suffix;
}

/** A secret as it is meant, whether it stands in a query or in JSON: that is how it may stand elsewhere. */
function decodePercent(value: string): string {
  try {
    const text = value.includes('\\') ? String(JSON.parse(`"${value}"`)) : decodeURIComponent(value);
    return text === '' ? value : text;
  } catch {
    return value;
  }
}

/** What a text is normalised with. */
export interface Lens {
  readonly names: Names;
  /** Whether a value is the same for everybody who plays the case. */
  readonly isOfTheCase: (value: string) => boolean;
  /** When the case began, ms since the epoch. */
  readonly began: number;
  /** What is written in place of the request's signature. */
  readonly signature: string;
  /** Signatures that went out before, which a reply may repeat. */
  readonly sent: readonly string[];
}
