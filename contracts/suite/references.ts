import { idOf } from './entity.js';
import { isJsonObject } from '../json.js';
import { mapTexts } from './json.js';
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

const reference = /<([a-z]+):([A-Za-z0-9-]+)>|<([a-z]+)\.([A-Za-z.]+)>/g;

/** A template with its references resolved; texts that look like none stay as they are. */
export function resolved<Value>(template: Value, referents: Referents): Value {
  const replace = (text: string): string =>
    text.replace(reference, (...found: readonly (string | undefined)[]) => {
      const [, kind, argument = '', step = '', path = ''] = found;
      return kind === undefined ? resultOf(step, path, referents) : named(kind, argument, referents);
    });
  return mapTexts(template, replace) as Value;
}

/** Whom a value names by `<kind:name>`: roles, and arguments to notations. */
export function namedIn(value: unknown): readonly { readonly kind: string; readonly name: string }[] {
  const found = JSON.stringify(value).matchAll(reference);
  return [...found].flatMap(([, kind, name]) => (kind === undefined || name === undefined ? [] : [{ kind, name }]));
}

function named(kind: string, argument: string, { cast, notations }: Referents): string {
  const notation = notations[kind];
  if (notation !== undefined) return notation(argument);
  const id = idOf(cast[`${kind}:${argument}`]);
  if (typeof id !== 'string') throw new MissingReferent(`nobody plays ${kind}:${argument} here`);
  return id;
}

function resultOf(step: string, path: string, { results, unknownReply }: Referents): string {
  if (unknownReply !== undefined) return unknownReply;
  const found = path
    .split('.')
    .reduce<unknown>((value, name) => (isJsonObject(value) ? value[name] : undefined), results[step]);
  if (typeof found === 'string' || typeof found === 'number') return String(found);
  throw new MissingReferent(`the step "${step}" was not answered with any ${path}`);
}
