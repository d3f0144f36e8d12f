import type { WrittenCase } from './written-cases.js';
import type { YamlPath } from './yaml-places.js';

/** What cases may name, besides checks and refusals. */
export interface NamesInValues {
  /** The options of each reading, by the reading's name. */
  readonly readings: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong in a case, and the path that leads there. */
interface WrongValue {
  readonly path: YamlPath;
  readonly says: string;
  /** The key there is wrong instead of the value. */
  readonly part?: 'key';
}

/** The first value of a case that cannot be meant, though it fits the schema; undefined when there is none. */
export const wrongValueIn = ({ given = {} }: WrittenCase, { readings }: NamesInValues): WrongValue | undefined =>
  Object.entries(given.readings ?? {})
    .map(([name, option]) => wrongReading({ name, option }, readings))
    .find((wrong) => wrong !== undefined);

function wrongReading(
  { name, option }: { readonly name: string; readonly option: string },
  readings: NamesInValues['readings'],
): WrongValue | undefined {
  const path = ['given', 'readings', name];
  const options = Object.hasOwn(readings, name) ? readings[name] : undefined;
  if (options === undefined) {
    const known = Object.keys(readings).join(', ');
    return { path, part: 'key', says: `unknown reading "${name}"; use one of: ${known}` };
  }
  if (options.includes(option)) return undefined;
  return { path, says: `unknown option "${option}"; use one of: ${options.join(', ')}` };
}
