import { isWorthLookingFor, spellingsOf } from './secret-search.js';
import { formOf, formOfSecret, isSecretKind } from './value-shape.js';

/** Gives a value that has no name yet one: `meid:1`. */
export type Numbering = (kind: string, value: string) => string;

/** A secret that has a name, and the ways in which it may be written. */
export interface NamedSecret {
  readonly value: string;
  readonly name: string;
  readonly spellings: readonly string[];
}

/** Which value has which name within one case. The same value has one name, whatever it is called where. */
export interface Names {
  /** The name of a value; it gets one where it has none. */
  readonly of: (kind: string, value: string) => string;
  /** Gives a value this name. */
  readonly bind: (name: string, value: string) => void;
  readonly valueOf: (name: string) => string | undefined;
  readonly has: (value: string) => boolean;
  /** Those that are long enough to be looked for anywhere, the longest first. */
  readonly secrets: () => readonly NamedSecret[];
  /** Every id with its name, the longest first: one may be the beginning of another. */
  readonly ids: () => readonly (readonly [value: string, name: string])[];
  /** What the values look like that are not the cast's, by name. */
  readonly forms: () => Readonly<Record<string, string>>;
}

/** Begins with the names of the cast, by value; all others come from `numbering`. */
export function namesFrom(cast: ReadonlyMap<string, string>, numbering: Numbering): Names {
  const byValue = new Map<string, string>();
  const byName = new Map<string, string>();
  let secrets: readonly NamedSecret[] = [];
  let ids: readonly (readonly [string, string])[] = [];
  const bind: Names['bind'] = (name, value) => {
    byValue.set(value, name);
    byName.set(name, value);
    if (!isSecretKind(name)) ids = longestFirst([...ids, [value, name] as const], ([id]) => id);
    else if (isWorthLookingFor(value)) {
      secrets = longestFirst([...secrets, { value, name, spellings: spellingsOf(value) }], (each) => each.value);
    }
  };
  for (const [value, name] of cast) bind(name, value);
  return {
    of(kind, value) {
      const before = byValue.get(value);
      // A secret that is met where an id is expected stays a secret; the other way round it becomes one.
      if (before !== undefined && (isSecretKind(before) || !isSecretKind(kind))) return before;
      const name = numbering(kind, value);
      bind(name, value);
      return name;
    },
    bind,
    valueOf: (name) => byName.get(name),
    has: (value) => byValue.has(value),
    secrets: () => secrets,
    ids: () => ids,
    forms() {
      const own = [...byName].filter(([name, value]) => cast.get(value) !== name);
      return Object.fromEntries(own.map(([name, value]) => [name, formFor(name, value)]));
    },
  };
}

const longestFirst = <Value>(values: readonly Value[], textOf: (value: Value) => string): readonly Value[] =>
  values.toSorted((one, other) => textOf(other).length - textOf(one).length);

/** What a value of this name looks like. */
export const formFor = (name: string, value: string): string =>
  isSecretKind(name) ? formOfSecret(value) : formOf(value);

/** A placeholder in a recorded text: `<meid:1>`, `<role:app:sandbox>`, `<time:+24h yyyy-MM-dd HH:mm +08:00>`. */
const shape = /<([A-Za-z][\w-]*:[^<>]*)>/g;

/** What could be taken for a placeholder and stood there before there were any. */
const lookalike = /<(?=[A-Za-z][\w-]*:)/g;

/** Whether a text may hold a placeholder. */
export const mayHoldPlaceholder = (text: string): boolean => text.search(lookalike) >= 0;

/** A name as it is written in place of its value. */
export const placeholder = (name: string): string => `<${name}>`;

/** A text in which nothing looks like a placeholder. */
export const escapePlaceholders = (text: string): string => text.replace(lookalike, placeholder('less:'));

/** Changes a text everywhere but in its placeholders. */
export function outsidePlaceholders(text: string, change: (plain: string) => string): string {
  const parts = text.split(shape);
  return parts.map((part, index) => (index % 2 === 0 ? change(part) : placeholder(part))).join('');
}

/** Puts values in place of placeholders; whatever was escaped is what it was. */
export const withValues = (text: string, valueOf: (name: string) => string): string =>
  text.replace(shape, (_, name: string) => (name === 'less:' ? '<' : valueOf(name)));

/** The names of a text's placeholders, in order. */
export const placeholdersIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(shape), ([, name = '']) => name);
