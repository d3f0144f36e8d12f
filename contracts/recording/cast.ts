import { isJsonObject } from '../json.js';
import type { CaseFile, ContractCase } from '../suite/case.js';
import type { Entity } from '../suite/target.js';
import { formFor, type Numbering, placeholder } from './placeholders.js';
import type { Forms } from './recording.js';
import { isSecretKind, kindOf } from './value-shape.js';

/** Who plays which role, by role. */
export type Cast = Readonly<Record<string, Entity>>;

/** A cast with placeholders for its ids and secrets, and what they stand for. */
interface NormalisedCast {
  readonly cast: Cast;
  /** Names by value. */
  readonly names: ReadonlyMap<string, string>;
  readonly forms: Forms;
}

/** A text or a number of a cast, and where it stands. */
interface Leaf {
  readonly value: string | number;
  readonly role: string;
  readonly path: readonly string[];
  /** Whether it is the first that the role's entity says of itself: its id. */
  readonly isFirst: boolean;
}

/**
 * A role's id is called by the role: `<role:account:active>`; its other ids by where they stand besides:
 * `<role:enterprise:main.clientId>`. Secrets are numbered as everywhere.
 */
export function normalisedCast(cast: Cast, numbering: Numbering): NormalisedCast {
  const names = new Map<string, string>();
  const forms = new Map<string, string>();
  const showLeaf = (leaf: Leaf): unknown => {
    const text = String(leaf.value);
    const name = names.get(text) ?? nameOf(leaf, numbering);
    if (name === undefined) return leaf.value;
    const form = formFor(name, text);
    names.set(text, name);
    forms.set(name, typeof leaf.value === 'number' ? form.replace('digits', 'number') : form);
    return placeholder(name);
  };
  const roles = Object.entries(cast).map(
    ([role, entity]) => [role, withLeaves(entity, role, showLeaf) as Entity] as const,
  );
  return { cast: Object.fromEntries(roles), names, forms: Object.fromEntries(forms) };
}

function nameOf({ value, role, path, isFirst }: Leaf, numbering: Numbering): string | undefined {
  const kind = kindOf(path.at(-1) ?? '') ?? '';
  if (isSecretKind(kind)) return numbering(kind, String(value));
  if (isFirst) return `role:${role}`;
  return isId(String(value)) ? `role:${role}.${path.join('.')}` : undefined;
}

/** What has digits and is no mere count or type. */
const isId = (text: string): boolean => text.length >= 5 && /\d/.test(text);

/** An entity with each of its texts and numbers changed. */
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
 * Whether a value stands in a case as it is. Such a value is the same for everybody who plays the case, so it stays in a
 * recording: the hour that a case is about, the id that it makes up.
 */
export function valuesOf({ base }: CaseFile, { given, when, then }: ContractCase): (value: string) => boolean {
  const text = JSON.stringify({ base, given, when, then });
  return (value) => value !== '' && standsIn(text, value);
}

/** Whether a text holds a value as a word of its own. */
function standsIn(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + value.length])) return true;
  }
  return false;
}

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z0-9]/.test(character);
