import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { EVENT_ID, YAMLException, getScalarValue, load, parseEvents } from 'js-yaml';

const beside = new URL('../', import.meta.url);

/** The package's `contracts/`, where its data is; `dist/contracts/` holds programs only. */
export const contractsFolder = existsSync(new URL('schemas/cases.schema.json', beside))
  ? beside
  : new URL('../../contracts/', beside);

/** A contract file that cannot be used. The message names the file, line and column. */
class ContractFileError extends Error {
  override readonly name = 'ContractFileError';
}

/** Leads to a value within a file: `['cases', 3, 'then']`. */
export type YamlPath = readonly (string | number)[];

/** A YAML file's value, and what to throw where a part of it is wrong. */
export interface YamlFile<Value> {
  readonly value: Value;
  /** A `ContractFileError` about the part of the file to which a path leads, or as much of the path as is there. */
  readonly mistake: (path: YamlPath, says: string) => ContractFileError;
}

/** Reads a JSON file of the contracts, by its path within them. */
export async function readContractJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(path, contractsFolder), 'utf8')) as unknown;
}

/**
 * Reads a YAML file of the contracts, by its path within them. A `ContractFileError` when it is not YAML or lacks one of
 * these members; that the rest is as its schema says is for a test to show.
 */
export async function readContractYaml<Value extends object>(
  path: string,
  members: readonly (keyof Value & string)[],
): Promise<YamlFile<Value>> {
  const file = yamlFileOf<Value>(`contracts/${path}`, await readFile(new URL(path, contractsFolder), 'utf8'));
  const missing = members.find((member) => !Object.hasOwn(Object(file.value) as object, member));
  if (missing !== undefined) throw file.mistake([], `"${missing}" is missing; add it`);
  return file;
}

/** The same of a text; `name` is what messages call it. */
export function yamlFileOf<Value>(name: string, text: string): YamlFile<Value> {
  return {
    value: parsed(name, text) as Value,
    mistake(path, says) {
      const before = text.slice(0, offsetOf(path, text)).split('\n');
      return new ContractFileError(`${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${says}`);
    },
  };
}

function parsed(name: string, text: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    throw new ContractFileError(`${name}:${line + 1}:${column + 1}: ${error.reason}`);
  }
}

type Event = ReturnType<typeof parseEvents>[number];

/** Where a value stands in a text. */
interface YamlPlace {
  readonly path: YamlPath;
  readonly offset: number;
}

/** Where the value begins to which a path leads; of what is not there, where the nearest part around it does. */
function offsetOf(path: YamlPath, text: string): number {
  const onTheWay = placesIn(text).filter((place) => place.path.every((member, index) => member === path[index]));
  return onTheWay.at(-1)?.offset ?? 0;
}

/** Where each value of a text stands, those of a collection after the collection. */
function placesIn(text: string): readonly YamlPlace[] {
  // What comes first opens the document.
  const [, first, ...following] = parseEvents(text, {});
  const events = following.values();
  return first === undefined ? [] : placesOf(first, [], { text, next: () => events.next().value });
}

interface EventReader {
  readonly text: string;
  /** The next event; undefined after the last. */
  readonly next: () => Event | undefined;
}

function placesOf(event: Event, path: YamlPath, reader: EventReader): readonly YamlPlace[] {
  if (event.type === EVENT_ID.SCALAR) return [{ path, offset: event.valueStart }];
  if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) return [];
  const places: YamlPlace[] = [{ path, offset: event.start }];
  const memberAt = event.type === EVENT_ID.MAPPING ? namedMember : numberedMember;
  for (let index = 0, each = reader.next(); each !== undefined && each.type !== EVENT_ID.POP; index += 1) {
    const { member, value } = memberAt(each, index, reader);
    places.push(...placesOf(value, [...path, member], reader));
    each = reader.next();
  }
  return places;
}

interface YamlMember {
  readonly member: string | number;
  readonly value: Event;
}

const numberedMember = (value: Event, index: number): YamlMember => ({ member: index, value });

/** The keys of these files are texts. */
const namedMember = (key: Event, _index: number, { text, next }: EventReader): YamlMember => ({
  member: key.type === EVENT_ID.SCALAR ? getScalarValue(text, key) : '',
  value: next() ?? key,
});
