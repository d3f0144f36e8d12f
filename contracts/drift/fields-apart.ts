import { isJsonObject } from '../json.js';

/** One field in which a success differs from the simulator's. */
export interface FieldApart {
  /** A JSON pointer into the reply. */
  readonly pointer: string;
  readonly change: 'type' | 'value' | 'missing' | 'new';
}

/** The fields in which `found` differs from `expected`; both are results of `jsonIn`. */
export function fieldsApart(found: unknown, expected: unknown, pointer = ''): readonly FieldApart[] {
  const kind = kindOf(found);
  if (kind !== kindOf(expected)) return [{ pointer, change: 'type' }];
  if (kind === 'object' || kind === 'array') return membersApart(membersOf(found), membersOf(expected), pointer);
  return found === expected ? [] : [{ pointer, change: 'value' }];
}

type Members = ReadonlyMap<string, unknown>;

function membersApart(found: Members, expected: Members, pointer: string): readonly FieldApart[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((name): readonly FieldApart[] => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!found.has(name)) return [{ pointer: at, change: 'missing' }];
    if (!expected.has(name)) return [{ pointer: at, change: 'new' }];
    return fieldsApart(found.get(name), expected.get(name), at);
  });
}

const membersOf = (value: unknown): Members =>
  new Map(isJsonObject(value) || Array.isArray(value) ? Object.entries(value) : []);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  // A number that was normalised is still a number.
  if (typeof value === 'string' && /^number <[^<>]*>$/.test(value)) return 'number';
  return typeof value;
}
