import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { YAMLException, load } from 'js-yaml';
import type { YamlPath } from './yaml-places.js';
import { offsetOf } from './yaml-places.js';

const beside = new URL('../', import.meta.url);

/** The package's `contracts/`, where its data is; `dist/contracts/` holds programs only. */
export const contractsFolder = existsSync(new URL('schemas/cases.schema.json', beside))
  ? beside
  : new URL('../../contracts/', beside);

/** A contract file that cannot be used. The message names the file, line and column. */
class ContractFileError extends Error {
  override readonly name = 'ContractFileError';
}

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
      const before = text.slice(0, offsetOf(path, text, 'value')).split('\n');
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
