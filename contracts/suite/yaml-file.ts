import { YAMLException, constructFromEvents, parseEvents } from 'js-yaml';
import { keyProblem } from './yaml-keys.js';
import { offsetOf, type YamlPath } from './yaml-places.js';
import { sizeProblem } from './yaml-size.js';

/** A contract file that cannot be used. The message names the file, line and column. */
export class ContractFileError extends Error {
  override readonly name = 'ContractFileError';
}

/** The value of a YAML or JSON file, and an error for a wrong part of it. */
export interface YamlFile<Value> {
  readonly value: Value;
  /**
   * A `ContractFileError` at the value of a path, or at the deepest existing part of the path; with `part` = `key`, at the
   * key instead of the value.
   */
  readonly mistake: (path: YamlPath, says: string, part?: 'value' | 'key') => ContractFileError;
}

/** Reads a YAML text; `name` is its name in messages. Throws a `ContractFileError` when it is not YAML. */
export const yamlFileOf = <Value>(name: string, text: string): YamlFile<Value> => fileOf(name, text, parsedYaml);

/** Reads a JSON text; `name` is its name in messages. Throws a `ContractFileError` when it is not JSON. */
export const jsonFileOf = <Value>(name: string, text: string): YamlFile<Value> => fileOf(name, text, parsedJson);

function fileOf<Value>(name: string, text: string, parse: (name: string, text: string) => unknown): YamlFile<Value> {
  return {
    value: parse(name, text) as Value,
    // JSON is also YAML.
    mistake: (path, says, part = 'value') => errorAt({ name, text }, offsetOf(path, text, part), says),
  };
}

function errorAt(
  { name, text }: { readonly name: string; readonly text: string },
  offset: number,
  says: string,
): ContractFileError {
  const before = text.slice(0, offset).split('\n');
  return new ContractFileError(`${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${says}`);
}

function parsedYaml(name: string, text: string): unknown {
  try {
    const events = parseEvents(text, {});
    const problem = sizeProblem(events, text);
    if (problem !== undefined) throw errorAt({ name, text }, problem.offset, `${problem.says}; write the value out`);
    const ofKey = keyProblem(events, text);
    if (ofKey !== undefined) throw errorAt({ name, text }, ofKey.offset, ofKey.says);
    const documents = constructFromEvents(events, { source: text });
    if (documents.length !== 1)
      throw errorAt({ name, text }, 0, `must have one YAML document, not ${documents.length}`);
    return documents[0];
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    throw new ContractFileError(`${name}:${line + 1}:${column + 1}: ${error.reason}`);
  }
}

function parsedJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw errorAt({ name, text }, offsetIn(error.message, text), `is not JSON: ${error.message}`);
  }
}

/** The offset of an error in a JSON text, from the parser's message: its position, the ten characters before it, or the end. */
function offsetIn(message: string, text: string): number {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  if (position !== undefined) return Number(position);
  const [, isCut, nearby] = /, (\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(message) ?? [];
  if (nearby === undefined) return text.length;
  return isCut === undefined ? 0 : text.indexOf(nearby) + 10;
}
