import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as validators from '../schemas/generated-validators.js';
import type { FileValidator } from './schema-mistake.js';
import { schemaMistake } from './schema-mistake.js';
import { ContractFileError, jsonFileOf, yamlFileOf } from './yaml-file.js';
import type { YamlFile } from './yaml-file.js';

const beside = new URL('../', import.meta.url);

/** The package's `contracts/`, where its data is; `dist/contracts/` holds programs only. */
export const contractsFolder = existsSync(new URL('schemas/cases.schema.json', beside))
  ? beside
  : new URL('../../contracts/', beside);

/** A kind of contract file that has a schema. */
export type ContractFileKind = 'operationCases' | 'commonCases' | 'operation';

/** Reads a JSON file of the contracts without a schema, by its path within them. */
export async function readContractJson(path: string): Promise<unknown> {
  return jsonFileOf(`contracts/${path}`, await textOf(path)).value;
}

/** Reads a file of the contracts, by its path within them. A `ContractFileError` when it does not fit its schema. */
export async function readContractFile<Value>(path: string, kind: ContractFileKind): Promise<YamlFile<Value>> {
  return contractFileOf(`contracts/${path}`, await textOf(path), kind);
}

/** The same of a text; `name` is what messages call it, and ends in `.json` for JSON. */
export function contractFileOf<Value>(name: string, text: string, kind: ContractFileKind): YamlFile<Value> {
  const file = (name.endsWith('.json') ? jsonFileOf : yamlFileOf)<Value>(name, text);
  const validate: FileValidator = validators[kind];
  const mistake = schemaMistake(validate, file);
  if (mistake !== undefined) throw mistake;
  return file;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(new URL(path, contractsFolder), 'utf8');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
    throw new ContractFileError(`contracts/${path} is missing; add it`);
  }
}
