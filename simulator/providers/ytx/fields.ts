import type { Fields } from './decoding.js';

/** A field for the journal: text and numbers as they are, anything larger by its kind. */
export function shown(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value === undefined ? 'nothing' : `a value of type ${Array.isArray(value) ? 'array' : typeof value}`;
}

/** These fields as text; undefined unless each is given and is text. */
export function requiredText<Name extends string>(
  fields: Fields,
  names: readonly Name[],
): Readonly<Record<Name, string>> | undefined {
  const texts = optionalText(fields, names);
  return texts !== undefined && isWhole(texts) ? texts : undefined;
}

/** These fields as text, where given; undefined when one is given and is no text. */
export function optionalText<Name extends string>(
  fields: Fields,
  names: readonly Name[],
): Readonly<Record<Name, string | undefined>> | undefined {
  const texts: Partial<Record<Name, string | undefined>> = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && typeof value !== 'string') return undefined;
    texts[name] = value;
  }
  return texts as Readonly<Record<Name, string | undefined>>;
}

function isWhole<Name extends string>(
  texts: Readonly<Record<Name, string | undefined>>,
): texts is Readonly<Record<Name, string>> {
  return Object.values(texts).every((text) => text !== undefined);
}
