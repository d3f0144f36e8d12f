import { isJsonObject } from '../json.js';
import type { CaseFile, ContractCase } from '../suite/case.js';
import type { Entity } from '../suite/target.js';
import { formFor, type PlaceholderNames, placeholder } from './placeholders.js';
import type { Forms } from './recording.js';
import { isSecretKind, kindOf } from './value-shape.js';

/** The entities of the roles, by role. */
export type Cast = Readonly<Record<string, Entity>>;

/** A cast with placeholders for its ids and secrets, and the names of the values. */
interface NormalisedCast {
  readonly cast: Cast;
  /** Names by value. */
  readonly names: ReadonlyMap<string, string>;
  readonly forms: Forms;
}

/** A text or a number of a cast, and its place. */
interface Leaf {
  readonly value: string | number;
  readonly role: string;
  readonly path: readonly string[];
  /** Whether it is the first member of the role's entity: its id. */
  readonly isFirst: boolean;
}

/**
 * Replaces ids and secrets. The placeholder of a role's id is `<role:account:active>`; that of its other ids adds the path:
 * `<role:enterprise:main.clientId>`. Secrets get numbers.
 */
export function normalisedCast(cast: Cast, nameFor: PlaceholderNames): NormalisedCast {
  const names = new Map<string, string>();
  const forms = new Map<string, string>();
  const normaliseLeaf = (leaf: Leaf): unknown => {
    const text = String(leaf.value);
    const name = names.get(text) ?? nameOf(leaf, nameFor);
    if (name === undefined) return leaf.value;
    const form = formFor(name, text);
    names.set(text, name);
    forms.set(name, typeof leaf.value === 'number' ? form.replace('digits', 'number') : form);
    return placeholder(name);
  };
  const roles = Object.entries(cast).map(
    ([role, entity]) => [role, withLeaves(entity, role, normaliseLeaf) as Entity] as const,
  );
  return { cast: Object.fromEntries(roles), names, forms: Object.fromEntries(forms) };
}

function nameOf({ value, role, path, isFirst }: Leaf, nameFor: PlaceholderNames): string | undefined {
  const kind = kindOf(path.at(-1) ?? '') ?? '';
  if (isSecretKind(kind)) return nameFor(kind, String(value));
  if (isFirst) return `role:${role}`;
  return isId(String(value)) ? `role:${role}.${path.join('.')}` : undefined;
}

/** Whether a text has digits and is longer than a count or a type. */
const isId = (text: string): boolean => text.length >= 5 && /\d/.test(text);

/** Changes each text and number of an entity. */
function withLeaves(entity: Entity, role: string, change: (leaf: Leaf) => unknown): unknown {
  const [first] = Object.keys(entity);
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string' || typeof value === 'number') {
      return change({ value, role, path, isFirst: path.length === 1 && path[0] === first });
    }
    if (Array.isArray(value)) return value.map((each, index) => walk(each, [...path, String(index)]));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, [...path, name])]));
  };
  return walk(entity, []);
}

/**
 * Whether a case contains a value literally. Such a value is the same in every run of the case, so it stays in a recording:
 * the hour that a case is about, the id that it makes up.
 */
export function valuesOf({ base }: CaseFile, { given, when, then }: ContractCase): (value: string) => boolean {
  const text = JSON.stringify({ base, given, when, then });
  return (value) => value !== '' && hasWord(text, value);
}

/** Whether a text contains a value as a separate word. */
function hasWord(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + value.length])) return true;
  }
  return false;
}

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z0-9]/.test(character);
