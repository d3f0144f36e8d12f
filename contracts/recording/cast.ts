import { isJsonObject } from '../json.js';
import type { Entity } from '../suite/target.js';
import { isSecretKind, kindOf } from './fields.js';
import type { Numbering } from './names.js';
import { formFor } from './names.js';
import { placeholder } from './placeholder.js';
import type { Forms } from './recording.js';

/** Who plays which role, by role. */
export type Cast = Readonly<Record<string, Entity>>;

/** A cast with placeholders for its ids and secrets, and what they stand for. */
export interface NormalisedCast {
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
  const shown = (leaf: Leaf): unknown => {
    const text = String(leaf.value);
    const name = names.get(text) ?? nameOf(leaf, numbering);
    if (name === undefined) return leaf.value;
    const form = formFor(name, text);
    names.set(text, name);
    forms.set(name, typeof leaf.value === 'number' ? form.replace('digits', 'number') : form);
    return placeholder(name);
  };
  const roles = Object.entries(cast).map(
    ([role, entity]) => [role, withLeaves(entity, role, shown) as Entity] as const,
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
  const walked = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string' || typeof value === 'number') {
      return change({ value, role, path, isFirst: path.length === 1 && path[0] === first });
    }
    if (Array.isArray(value)) return value.map((each, index) => walked(each, [...path, String(index)]));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walked(each, [...path, name])]));
  };
  return walked(entity, []);
}
