import { isJsonObject, mapTexts } from '../json.js';
import type { Entity } from './target.js';

/** What references lead to. */
export interface Referents {
  /** The cast's entities by role: `<app:sandbox>`. */
  readonly cast: Readonly<Record<string, Entity>>;
  /** The replies to named steps: `<booked.statusMsg.meid>`. */
  readonly results: Readonly<Record<string, unknown>>;
  /** What the provider's notations make of an argument: `<time:PT24H>`. */
  readonly notations: Readonly<Record<string, (argument: string) => string>>;
  /** What stands for any member of any reply while requests are only planned. */
  readonly unknownReply?: string;
}

/** A reference that leads nowhere: the case cannot be played on this target. */
export class MissingReferent extends Error {
  override readonly name = 'MissingReferent';
}

const reference = /<([a-z]+):([A-Za-z0-9-]+)((?:\.[A-Za-z0-9]+)*)>|<([a-z]+)\.([A-Za-z.]+)>/g;

/** The same for a text that is nothing but one reference. */
const whole = new RegExp(`^(?:${reference.source})$`);

/**
 * A template with its references resolved; texts that look like none stay as they are. A text that is nothing but a
 * reference to a number becomes that number; with `.text` at its end it becomes the digits.
 */
export function resolveReferences<Value>(template: Value, referents: Referents): Value {
  const valueOf = (found: readonly (string | undefined)[]): string | number => {
    const [, kind, argument = '', member = '', step = '', path = ''] = found;
    if (kind === undefined) return resultOf(step, path, referents);
    return member === ''
      ? resolveNamed(kind, argument, referents)
      : memberOf(`${kind}:${argument}`, member.slice(1), referents);
  };
  const replace = (text: string): string | number => {
    const only = whole.exec(text);
    return only === null ? text.replace(reference, (...found: string[]) => String(valueOf(found))) : valueOf(only);
  };
  return mapTexts(template, replace) as Value;
}

/** A reference to a role or to a notation: `<room:running.participants.0.id>`. */
interface NamedReference {
  readonly kind: string;
  readonly name: string;
  /** `.participants.0.id`; empty for the role itself. */
  readonly member: string;
}

/** Whom a value names by `<kind:name>`: roles, their members, and arguments to notations. */
export function namedReferences(value: unknown): readonly NamedReference[] {
  const found = JSON.stringify(value).matchAll(reference);
  return [...found].flatMap(([, kind, name, member = '']) =>
    kind === undefined || name === undefined ? [] : [{ kind, name, member }],
  );
}

function resolveNamed(kind: string, argument: string, { cast, notations }: Referents): string {
  const notation = notations[kind];
  if (notation !== undefined) return notation(argument);
  const id = idOf(cast[`${kind}:${argument}`]);
  if (typeof id !== 'string') throw new MissingReferent(`nobody plays ${kind}:${argument} here`);
  return id;
}

/** A text or a number within a role's entity; `text` at the end of the path makes a text of a number. */
function memberOf(role: string, path: string, { cast }: Referents): string | number {
  const entity = cast[role];
  if (entity === undefined) throw new MissingReferent(`nobody plays ${role} here`);
  const [, members = '', asText] = /^(.*?)(\.text)?$/.exec(path) ?? [];
  const found = members.split('.').reduce<unknown>(memberIn, entity);
  if (typeof found === 'number') return asText === undefined ? found : String(found);
  if (typeof found === 'string') return found;
  throw new MissingReferent(`${role} has no ${members} here`);
}

function memberIn(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)];
  return isJsonObject(value) ? value[name] : undefined;
}

function resultOf(step: string, path: string, { results, unknownReply }: Referents): string {
  if (unknownReply !== undefined) return unknownReply;
  const found = path
    .split('.')
    .reduce<unknown>((value, name) => (isJsonObject(value) ? value[name] : undefined), results[step]);
  if (typeof found === 'string' || typeof found === 'number') return String(found);
  throw new MissingReferent(`the step "${step}" was not answered with any ${path}`);
}

/** A member of an entity that is text; empty where it is none. */
export const text = (entity: Entity | undefined, field: string): string => {
  const value = entity?.[field];
  return typeof value === 'string' ? value : '';
};

/** The id of a role's entity: what it says of itself first; undefined where there is no entity. */
export const idOf = (entity: Entity | undefined): unknown => Object.values(entity ?? {})[0];
