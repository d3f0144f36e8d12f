import { isJsonObject } from '../json.js';
import { bytesOf } from './body.js';
import type { Cast } from './cast.js';
import { inventValue } from './value-shape.js';
import { type Names, placeholdersIn, withValues } from './placeholders.js';
import type { Forms, RecordedReply, Recording } from './recording.js';
import { timeOf } from './relative-times.js';

/** The cast of a recording with invented ids and secrets, and the names of these by value. */
export function inventedCast({ cast, forms }: Pick<Recording, 'cast' | 'forms'>): {
  readonly cast: Cast;
  readonly names: ReadonlyMap<string, string>;
} {
  const values = new Map(Object.entries(forms).map(([name, form], index) => [name, inventValue(form, index + 1)]));
  const restored = withLeaves(cast, (text) => {
    const name = placeholdersIn(text)[0] ?? '';
    const value = values.get(name) ?? text;
    return forms[name]?.startsWith('number:') === true ? Number(value) : value;
  });
  return { cast: restored as Cast, names: new Map(Array.from(values, ([name, value]) => [value, name])) };
}

/** Changes every text of a JSON value; the names of its members stay. */
function withLeaves(value: unknown, change: (text: string) => string | number): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => withLeaves(each, change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withLeaves(each, change)]));
}

/** The context in which recorded replies are restored. */
export interface Restoring {
  readonly names: Names;
  readonly forms: Forms;
  /** When this run of the case began, ms since the epoch. */
  readonly began: number;
  readonly isOfTheCase: (value: string) => boolean;
}

/** A recorded reply with values in place of its placeholders. Throws for an unknown placeholder. */
export function restoredReply(
  { status, headers, body }: RecordedReply,
  restoring: Restoring,
): { readonly status: number; readonly headers: Record<string, string>; readonly body: Uint8Array<ArrayBuffer> } {
  const restore = (text: string): string => withValues(text, (name) => valueOf(name, restoring));
  const pairs = Object.entries(headers).map(([name, value]) => [name, restore(value)] as const);
  return { status, headers: Object.fromEntries(pairs), body: bytesOf(body, restore) };
}

function valueOf(written: string, { names, forms, began, isOfTheCase }: Restoring): string {
  if (written.startsWith('time:')) return timeOf(written, began);
  if (written.startsWith('withheld:')) return '';
  const name = written.replace(/:encoded$/, '');
  const known = names.valueOf(name);
  if (known !== undefined) return known;
  const form = forms[name];
  if (form === undefined) throw new Error(`the recording has no form for <${name}>`);
  const value = unlike(form, (each) => names.has(each) || isOfTheCase(each));
  names.bind(name, value);
  return value;
}

/** Enough to find an unused value, except for a form of one or two digits. */
const attempts = 1000;

function unlike(form: string, isTaken: (value: string) => boolean): string {
  for (let number = 1; number <= attempts; number += 1) {
    const value = inventValue(form, number);
    if (!isTaken(value)) return value;
  }
  return inventValue(form, 1);
}
