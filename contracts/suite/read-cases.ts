import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as validators from '../schemas/generated-validators.js';
import type { CaseFile, CommonCases, WrittenCases } from './case.js';
import { expandedCases, type ProviderNames } from './expand-cases.js';
import { packageRoot } from './package-root.js';
import { casesOfRequest, type WrittenRequestCases } from './request-cases.js';
import { type FileValidator, schemaMistake } from './schema-mistake.js';
import { ContractFileError, jsonFileOf, type YamlFile, yamlFileOf } from './yaml-file.js';

/** In the order in which their cases run. */
const providers = ['ytx', 'xylink'];

const read = new Map<string, Promise<readonly CaseFile[]>>();

/** The contract cases of every provider, a file an operation; the same as `caseFilesOf` one provider after the other. */
export async function allCaseFiles(): Promise<readonly CaseFile[]> {
  return (await Promise.all(providers.map(caseFilesOf))).flat();
}

/**
 * The contract cases of a provider, a file an operation, in full. The first call reads them from the package's
 * `contracts/`, once per process. Throws a `ContractFileError` for an invalid file.
 */
export function caseFilesOf(provider: string): Promise<readonly CaseFile[]> {
  const files = read.get(provider) ?? readCaseFiles(provider);
  read.set(provider, files);
  return files;
}

async function readCaseFiles(provider: string): Promise<readonly CaseFile[]> {
  // An invented provider of a test has no contract.
  if (!isThere(`${provider}/common.cases.yaml`)) return [];
  const common = await readContractFile<CommonCases>(`${provider}/common.cases.yaml`, 'commonCases');
  const operations = await operationsOf(provider);
  const names = { ...(await namesOf(provider)), operations: operations.map(({ name }) => name) };
  // An operation that is only begun may have no cases yet.
  const withCases = operations.filter(({ folder }) => isThere(`${folder}/cases.yaml`));
  return Promise.all(
    withCases.map(async ({ folder, name, signed: isSigned = true }) => {
      const own = await readContractFile<WrittenCases>(`${folder}/cases.yaml`, 'operationCases');
      return expandedCases({ provider, operation: name, isSigned, own, common, names });
    }),
  );
}

/**
 * Reads a case file of your own, YAML or JSON: the cases of a signed request that is not one of the operations, such as
 * one that a stub answers. Throws a `ContractFileError` for an invalid file; `name` is its name in the message.
 */
export async function readCaseFile(path: string | URL, name = String(path)): Promise<CaseFile> {
  const file = contractFileOf<WrittenRequestCases>(name, await readFile(path, 'utf8'), 'requestCases');
  const { provider, name: operation } = file.value;
  if (!providers.includes(provider)) throw file.mistake(['provider'], `must be one of: ${providers.join(', ')}`);
  const operations = (await operationsOf(provider)).map((each) => each.name);
  if (operations.includes(operation)) throw file.mistake(['name'], 'is the name of an operation; choose another');
  const common = await readContractFile<CommonCases>(`${provider}/common.cases.yaml`, 'commonCases');
  const names = { ...(await namesOf(provider)), operations };
  return expandedCases({ provider, operation, isSigned: false, own: casesOfRequest(file), common, names });
}

/** Every operation of a provider, and its folder within the contracts. */
function operationsOf(provider: string): Promise<readonly (Operation & { readonly folder: string })[]> {
  const folders = readdirSync(new URL(`${provider}/`, contractsFolder))
    .sort()
    .map((name) => `${provider}/${name}`)
    .filter((folder) => isThere(`${folder}/operation.json`) || isThere(`${folder}/cases.yaml`));
  return Promise.all(
    folders.map(async (folder) => {
      const { value } = await readContractFile<Operation>(`${folder}/operation.json`, 'operation');
      return { ...value, folder };
    }),
  );
}

const isThere = (path: string): boolean => existsSync(new URL(path, contractsFolder));

async function namesOf(provider: string): Promise<Omit<ProviderNames, 'operations'>> {
  const [refusals, checks, readings] = await Promise.all([
    readContractJson(`${provider}/refusals.json`) as Promise<ProviderNames['refusals']>,
    readContractJson(`${provider}/checks.json`) as Promise<ProviderNames['checks']>,
    readContractJson(`${provider}/readings.json`) as Promise<ProviderNames['readings']>,
  ]);
  return { refusals, checks, readings };
}

/** The members of an `operation.json` that the cases need. */
interface Operation {
  readonly name: string;
  readonly signed?: boolean;
}

/** Where the data of the contracts is. */
const contractsFolder = new URL('contracts/', packageRoot);

/** A kind of contract file that has a schema. */
export type ContractFileKind = 'operationCases' | 'commonCases' | 'requestCases' | 'operation';

/** Reads a JSON file of the contracts without a schema, by its path within them. */
export async function readContractJson(path: string): Promise<unknown> {
  return jsonFileOf(`contracts/${path}`, await textOf(path)).value;
}

/** Reads a file of the contracts, by its path within them. Throws a `ContractFileError` when it does not match its schema. */
export async function readContractFile<Value>(path: string, kind: ContractFileKind): Promise<YamlFile<Value>> {
  return contractFileOf(`contracts/${path}`, await textOf(path), kind);
}

/** Parses the text of a contract file; `name` is its name in messages, and ends in `.json` for JSON. */
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

/** The name of an operation's contract folder and of its recording: `createMeeting` is `create-meeting`. */
export const operationFolder = (operation: string): string =>
  operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
