import { mapTexts } from '../json.js';
import { placeholdersIn } from '../recording/placeholders.js';
import type { Recording } from '../recording/recording.js';

/**
 * A recording with one case replaced by that of another recording of the same operation.
 *
 * Secrets are numbered within a recording. Secrets of the cast get the numbers that they have in `into`; other secrets of
 * the case get new numbers.
 */
export function withCaseOf(into: Recording, from: Recording, id: string): Recording {
  const recorded = from.cases[id];
  if (recorded === undefined) return into;
  const cast = { ...from.cast, ...into.cast };
  const names = namesFor(into, { ...from, cases: { [id]: recorded } });
  const rename = (text: string): string => text.replace(secret, (found: string) => names.get(found) ?? found);
  const moved = mapTexts({ cast, forms: from.forms, recorded }, rename) as Pick<Recording, 'cast' | 'forms'> & {
    readonly recorded: typeof recorded;
  };
  return {
    ...into,
    cast: { ...moved.cast, ...into.cast },
    forms: { ...moved.forms, ...into.forms },
    cases: { ...into.cases, [id]: moved.recorded },
  };
}

const secret = /secret:[\w-]+:\d+/g;

/** The names in `into` of the secrets of `from`. */
function namesFor(into: Recording, from: Recording): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [role, entity] of Object.entries(from.cast)) {
    const [theirs, ours] = [secretsIn(entity), secretsIn(into.cast[role] ?? {})];
    theirs.forEach((name, index) => names.set(name, ours[index] ?? name));
  }
  const taken = new Set(secretsIn(into));
  for (const name of secretsIn(from)) {
    if (names.has(name)) continue;
    names.set(name, freeName(name, taken));
  }
  return names;
}

function freeName(name: string, taken: Set<string>): string {
  const kind = name.slice(0, name.lastIndexOf(':'));
  let number = 1;
  while (taken.has(`${kind}:${number}`)) number += 1;
  taken.add(`${kind}:${number}`);
  return `${kind}:${number}`;
}

const secretsIn = (value: unknown): readonly string[] =>
  placeholdersIn(JSON.stringify(value)).flatMap((name) => name.match(secret) ?? []);
