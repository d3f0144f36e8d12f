import type { Fields } from './decoding.js';

/** A field for the journal: text and numbers as they are, anything larger by its kind. */
export function shown(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value === undefined ? 'nothing' : `a value of type ${Array.isArray(value) ? 'array' : typeof value}`;
}

/** Whether each of these fields is text, where it is given at all. */
export function areText(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => fields[name] === undefined || typeof fields[name] === 'string');
}

/** A field's text; undefined when it is not given, or is no text. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
