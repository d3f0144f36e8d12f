import type { NamedSecret, Names } from './names.js';
import type { Lens } from './lens.js';
import { withFields } from './normalise-fields.js';
import { escaped, outsidePlaceholders, placeholder } from './placeholder.js';
import type { SecretSearch } from './scan.js';
import { searchForSpellings } from './scan.js';
import { withRelativeTimes } from './times.js';

/** Stands for a text that hides a secret in a way which leaves nothing else to show of it. */
const withheld = placeholder('withheld:a text that hides a secret');

/** Stands for a signature that a reply repeats. */
const repeated = placeholder('withheld:a signature');

/** A text without secrets, and with references in place of ids and hours. Codes and messages are as they were. */
export function normalisedText(raw: string, lens: Lens): string {
  const { names, isOfTheCase, began, sent } = lens;
  const passes: readonly ((text: string) => string)[] = [
    escaped,
    (text) => sent.reduce((before, each) => before.replaceAll(each, repeated), text),
    (text) => withoutSecrets(text, names),
    (text) => withFields(text, lens),
    // Those that only their places told.
    (text) => withoutSecrets(text, names),
    (text) => exceptCodes(text, (each) => withIds(each, lens)),
    (text) =>
      exceptCodes(text, (each) => outsidePlaceholders(each, (plain) => withRelativeTimes(plain, began, isOfTheCase))),
  ];
  return guarded(
    passes.reduce((text, pass) => pass(text), raw),
    names,
  );
}

/** A text, unless a secret can still be read out of it. */
export function guarded(text: string, names: Names): string {
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
