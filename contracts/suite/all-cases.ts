import { existsSync, readdirSync } from 'node:fs';
import type { CaseFile } from './case.js';
import { contractsFolder, readContractFile, readContractJson } from './contract-files.js';
import type { ProviderNames } from './expand-cases.js';
import { expandedCases } from './expand-cases.js';
import type { CommonCases, WrittenCases } from './written-cases.js';

/** In the order in which their cases are played. */
const providers = ['ytx', 'xylink'];

const read = new Map<string, Promise<readonly CaseFile[]>>();

/** The contract cases of every provider, a file an operation; the same as `caseFilesOf` one provider after the other. */
export async function allCaseFiles(): Promise<readonly CaseFile[]> {
  return (await Promise.all(providers.map(caseFilesOf))).flat();
}

/**
 * The contract cases of a provider, a file an operation, in full. They are read from the package's `contracts/` when they
 * are first asked for, once per process. A `ContractFileError` where a file cannot be used.
 */
export function caseFilesOf(provider: string): Promise<readonly CaseFile[]> {
  const files = read.get(provider) ?? readCaseFiles(provider);
  read.set(provider, files);
  return files;
}

async function readCaseFiles(provider: string): Promise<readonly CaseFile[]> {
  // A provider that a test has made up has no contract.
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

/** What the cases need of an `operation.json`. */
interface Operation {
  readonly name: string;
  readonly signed?: boolean;
}
