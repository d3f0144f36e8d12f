import { isJsonObject, mapTexts } from '../json.js';
import type { Entity } from './target.js';

/** The targets of references. */
export interface Referents {
  /** The cast's entities by role: `<app:sandbox>`. */
  readonly cast: Readonly<Record<string, Entity>>;
  /** The replies to named steps: `<booked.statusMsg.meid>`. */
  readonly results: Readonly<Record<string, unknown>>;
  /** The provider's notations of an argument: `<time:PT24H>`. */
  readonly notations: Readonly<Record<string, (argument: string) => string>>;
  /** The value of every member of every reply while requests are only planned. */
  readonly unknownReply?: string;
}

/** A reference without a target: the case cannot run on this target. */
export class MissingReferent extends Error {
  override readonly name = 'MissingReferent';
}

const reference = /<([a-z]+):([A-Za-z0-9-]+)((?:\.[A-Za-z0-9]+)*(?:\+\d+)?)>|<([a-z]+)\.([A-Za-z0-9_.]+(?:\+\d+)?)>/g;

/** Matches a text that is exactly one reference. */
const whole = new RegExp(`^(?:${reference.source})$`);

/**
 * Resolves the references of a template; other texts stay unchanged. A text that is exactly one reference to a number
 * becomes that number; with `.text` at its end it becomes the digits. `.count` is the length of a list, and `+1` adds to
 * a number.
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

/** The references `<kind:name>` in a value: roles, their members, and arguments of notations. */
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
  if (typeof id !== 'string') throw new MissingReferent(`the cast has no entity for the role ${kind}:${argument}`);
  return id;
}

/** A text or a number within a role's entity; `text` at the end of the path converts a number to a text. */
function memberOf(role: string, path: string, { cast }: Referents): string | number {
  const entity = cast[role];
  if (entity === undefined) throw new MissingReferent(`the cast has no entity for the role ${role}`);
  const [, members = '', asText] = /^(.*?)(\.text)?$/.exec(path) ?? [];
  const found = valueAt(entity, members);
  if (typeof found === 'number') return asText === undefined ? found : String(found);
  if (typeof found === 'string') return found;
  throw new MissingReferent(`the entity of the role ${role} has no ${members}`);
}

/** The value at a path, with the number behind a plus sign added to it; undefined if there is none. */
function valueAt(value: unknown, path: string): unknown {
  const [members = '', more] = path.split('+');
  const found = members.split('.').reduce<unknown>(memberIn, value);
  if (more === undefined) return found;
  return typeof found === 'number' ? found + Number(more) : undefined;
}

function memberIn(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return name === 'count' ? value.length : value[Number(name)];
  return isJsonObject(value) ? value[name] : undefined;
}

/** A value of a reply, as a text; a count and a sum stay numbers. */
function resultOf(step: string, path: string, { results, unknownReply }: Referents): string | number {
  if (unknownReply !== undefined) return unknownReply;
  const found = valueAt(results[step], path);
  if (typeof found === 'number' && isComputed.test(path)) return found;
  if (typeof found === 'string' || typeof found === 'number') return String(found);
  throw new MissingReferent(`the reply to the step "${step}" has no ${path}`);
}

const isComputed = /\.count$|\+\d+$/;

/** A text member of an entity; empty if it is not text. */
export const text = (entity: Entity | undefined, field: string): string => {
  const value = entity?.[field];
  return typeof value === 'string' ? value : '';
};

/** The id of a role's entity, its first member; undefined without an entity. */
export const idOf = (entity: Entity | undefined): unknown => Object.values(entity ?? {})[0];
