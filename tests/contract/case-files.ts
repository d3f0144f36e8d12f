import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { caseFilesOf } from '../../contracts/suite/read-cases.js';
import type { CaseFile } from '../../contracts/suite/case.js';
import type { MatchesContract } from '../../contracts/suite/assertions.js';
import { judge } from '../../simulator/platform/judge.js';

const contracts = fileURLToPath(new URL('../../contracts/', import.meta.url));

const schemas = new Map<string, object>();

/** A JSON Schema that contract files satisfy: the same object each time, so that it is compiled once. */
export function fileSchema(name: string): object {
  const schema = schemas.get(name) ?? (contractJson(`schemas/${name}.schema.json`) as object);
  schemas.set(name, schema);
  return schema;
}

/** A JSON file of the contracts. */
export const contractJson = (path: string): unknown => JSON.parse(readFileSync(contracts + path, 'utf8'));

/** A YAML file of the contracts, as it is written. */
export const contractYaml = (path: string): unknown => load(readFileSync(contracts + path, 'utf8'));

export interface OperationFolder {
  readonly provider: string;
  readonly folder: string;
  readonly operation: string;
  readonly cases: CaseFile;
  readonly request: object;
  readonly response: object;
}

/** What an operation that is only begun has for cases. */
const noCases = (provider: string, operation: string): CaseFile => ({
  provider,
  operation,
  base: { host: '', roles: {}, input: {} },
  cases: [],
});

async function foldersOf(provider: string): Promise<readonly OperationFolder[]> {
  const files = await caseFilesOf(provider);
  return readdirSync(contracts + provider)
    .filter((folder) => existsSync(`${contracts}${provider}/${folder}/operation.json`))
    .map((folder) => {
      const file = (name: string): object => contractJson(`${provider}/${folder}/${name}`) as object;
      const { name: operation } = file('operation.json') as { readonly name: string };
      const cases = files.find((each) => each.operation === operation) ?? noCases(provider, operation);
      const [request, response] = [file('request.schema.json'), file('response.schema.json')];
      return { provider, folder, operation, cases, request, response };
    });
}

const providers = readdirSync(contracts).filter((name) => existsSync(`${contracts}${name}/sources.json`));

/** Every operation's folder in the contracts. */
export const operationFolders: readonly OperationFolder[] = (await Promise.all(providers.map(foldersOf))).flat();

/** Judges replies by the schemas as they stand in the contracts. */
export const fits: MatchesContract = (operation, reply) => {
  const found = operationFolders.find((each) => each.operation === operation);
  return judge(found?.response ?? {}, reply).map(({ pointer, says }) => `${pointer} ${says}`);
};
