import { isWorthLookingFor, spellingsOf } from './secret-search.js';
import { formOf, formOfSecret, isSecretKind } from './value-shape.js';

/** Names a value that has no name yet: `meid:1`. */
export type PlaceholderNames = (kind: string, value: string) => string;

/** A secret with its name, and the spellings in which it may occur. */
export interface NamedSecret {
  readonly value: string;
  readonly name: string;
  readonly spellings: readonly string[];
}

/** The names of the values within one case. One value has one name, even under fields with different names. */
export interface Names {
  /** The name of a value; a value without one gets one. */
  readonly of: (kind: string, value: string) => string;
  /** Gives a value this name. */
  readonly bind: (name: string, value: string) => void;
  readonly valueOf: (name: string) => string | undefined;
  readonly has: (value: string) => boolean;
  /** The secrets that are long enough to be searched for, the longest first. */
  readonly secrets: () => readonly NamedSecret[];
  /** Every id with its name, the longest first: one may be the beginning of another. */
  readonly ids: () => readonly (readonly [value: string, name: string])[];
  /** The forms of the values that are not the cast's, by name. */
  readonly forms: () => Readonly<Record<string, string>>;
}

/** Starts with the names of the cast, by value; all others come from `nameFor`. */
export function namesFrom(cast: ReadonlyMap<string, string>, nameFor: PlaceholderNames): Names {
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
      // A secret in the place of an id stays a secret; an id in the place of a secret becomes one.
      if (before !== undefined && (isSecretKind(before) || !isSecretKind(kind))) return before;
      const name = nameFor(kind, value);
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

/** The form of a value with this name. */
export const formFor = (name: string, value: string): string =>
  isSecretKind(name) ? formOfSecret(value) : formOf(value);

/** A placeholder in a recorded text: `<meid:1>`, `<role:app:sandbox>`, `<time:+24h yyyy-MM-dd HH:mm +08:00>`. */
const shape = /<([A-Za-z][\w-]*:[^<>]*)>/g;

/** Text of the original that looks like a placeholder. */
const lookalike = /<(?=[A-Za-z][\w-]*:)/g;

/** Whether a text may hold a placeholder. */
export const mayHoldPlaceholder = (text: string): boolean => text.search(lookalike) >= 0;

/** The placeholder of a name. */
export const placeholder = (name: string): string => `<${name}>`;

/** Escapes text that looks like a placeholder. */
export const escapePlaceholders = (text: string): string => text.replace(lookalike, placeholder('less:'));

/** Changes a text outside its placeholders. */
export function outsidePlaceholders(text: string, change: (plain: string) => string): string {
  const parts = text.split(shape);
  return parts.map((part, index) => (index % 2 === 0 ? change(part) : placeholder(part))).join('');
}

/** Replaces placeholders by values, and restores escaped text. */
export const withValues = (text: string, valueOf: (name: string) => string): string =>
  text.replace(shape, (_, name: string) => (name === 'less:' ? '<' : valueOf(name)));

/** The names of a text's placeholders, in order. */
export const placeholdersIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(shape), ([, name = '']) => name);
