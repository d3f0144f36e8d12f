import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ContractCase } from '../../contracts/suite/case.js';
import { checksOf } from '../../simulator/checks-report/rows.js';
import { judge } from '../../simulator/platform/judge.js';
import { providers } from '../../simulator/providers/index.js';
import { caseId } from '../../contracts/suite/run/plan.js';
import { contractJson, contractYaml, fileSchema, operationFolders } from './case-files.js';

const top = fileURLToPath(new URL('../../', import.meta.url));
const casesOf = (provider: string): readonly ContractCase[] =>
  operationFolders.filter((each) => each.provider === provider).flatMap(({ cases }) => cases.cases);

/** Refusals that no check gives, each with the reason why it is catalogued all the same. */
const unreachable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ytx: {
    numberInvalid: 'the provider has it; which requests get it is unknown; for scenarios',
    exceptional: 'an internal error of the provider, which no request causes; for scenarios',
    tooFrequent: 'recorded on another call; where the limit lies is unknown; for scenarios',
  },
  xylink: {
    deviceUnknown: 'which requests get it is unknown; for scenarios',
    deviceOffline: 'every device that is called answers here; for scenarios',
    unexpectedError: 'an internal error of the provider, which no request causes; for scenarios',
    unknownError: 'an internal error of the provider, which no request causes; for scenarios',
    restRequestError: 'an internal error of the provider, which no request causes; for scenarios',
    noPermissionLeft: 'recorded on another call; for scenarios',
  },
};

describe.each(providers)('$name', (provider) => {
  const folders = operationFolders.filter((each) => each.provider === provider.name);
  const checks = checksOf(provider);

  test('serves exactly the operations that have a contract', () => {
    expect(Object.keys(provider.endpoints).sort()).toEqual(folders.map(({ operation }) => operation).sort());
  });

  test.each(folders)('has a case in which $operation is accepted', ({ cases }) => {
    expect(cases.cases.some(({ then }) => then.refusedBy === undefined && then.notModelled !== true)).toBe(true);
  });

  test.each(checks)('has a case that $check refuses', ({ check }) => {
    expect(casesOf(provider.name).map(({ then }) => then.refusedBy)).toContain(check);
  });

  test('is proved by cases of checks that exist, each case with an id of its own', () => {
    const known = new Set(checks.map(({ check }) => check));
    const named = casesOf(provider.name).flatMap(({ then, covers = [] }) => [...covers, then.refusedBy ?? []].flat());
    expect(named.filter((check) => !known.has(check))).toEqual([]);
    const ids = folders.flatMap(({ cases }) => cases.cases.map((each) => caseId(cases, each)));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  // Cases see replies only. The tests of the provider cover the options that change callbacks.
  test('has a case for every option of every reading that shows in replies', () => {
    const played = casesOf(provider.name).flatMap(({ given }) => Object.entries(given?.readings ?? {}));
    const inReplies = Object.entries(provider.readings).filter(([, { seenIn }]) => seenIn === undefined);
    const wanted = inReplies.flatMap(([name, { options }]) =>
      Object.keys(options).map((option) => `${name}=${option}`),
    );
    const covered = new Set(played.map(([name, option]) => `${name}=${option}`));
    expect(wanted.filter((each) => !covered.has(each))).toEqual([]);
  });

  test('names its checks after itself, each once, and each way to fail once', () => {
    const names = checks.map(({ check }) => check);
    expect(names.filter((name) => !name.startsWith(`${provider.name}/`))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(checks.map(({ scenario }) => scenario)).size).toBe(checks.length);
  });

  test('gives every refusal it catalogues, or says why not', () => {
    const given = new Set(checks.flatMap(({ refusals }) => refusals.map(({ name }) => name)));
    const reasons = unreachable[provider.name] ?? {};
    expect(Object.keys(provider.refusals).filter((name) => !given.has(name))).toEqual(Object.keys(reasons));
  });

  test('rests every check on evidence, and asks only for readings that it has', () => {
    expect(checks.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    const readings = new Set(Object.keys(provider.readings));
    expect(checks.flatMap((check) => check.readings).filter((name) => !readings.has(name))).toEqual([]);
  });

  test.each(folders)('keeps the agreed files for $operation', ({ folder }) => {
    for (const file of ['operation.json', 'request.schema.json', 'response.schema.json', 'cases.yaml']) {
      expect([file, existsSync(`${top}contracts/${provider.name}/${folder}/${file}`)]).toEqual([file, true]);
    }
    expect(existsSync(`${top}simulator/providers/${provider.name}/endpoints/${folder}.ts`)).toBe(true);
  });

  test.each(['sources', 'refusals', 'neighbours', 'api'])('keeps %s.json as its schema says', (name) => {
    expect(judge(fileSchema(name), contractJson(`${provider.name}/${name}.json`))).toEqual([]);
  });

  test('keeps common.cases.yaml as its schema says', () => {
    expect(judge(fileSchema('cases'), contractYaml(`${provider.name}/common.cases.yaml`))).toEqual([]);
  });

  test('writes out no refusal in a case that stands in refusals.json', () => {
    const files = ['common.cases.yaml', ...folders.map(({ folder }) => `${folder}/cases.yaml`)];
    const written = files.flatMap(
      (file) => contractYaml(`${provider.name}/${file}`) as { readonly cases: ContractCase[] },
    );
    const bodies = new Map(
      checks.map(({ check, refusals }) => [
        check,
        refusals.map(({ name }) => Buffer.from(provider.refusals[name]?.body ?? []).toString()),
      ]),
    );
    const repeated = written
      .flatMap(({ cases }) => cases)
      .filter(({ then: { refusedBy = '', body = 'none' } }) => bodies.get(refusedBy)?.includes(body) === true);
    expect(repeated.map(({ name }) => name)).toEqual([]);
  });

  test('keeps checks.json as the checks are (npm run contracts writes it)', () => {
    const refusals = checks.map(({ check, refusals: given }) => [check, given.map(({ name }) => name)] as const);
    expect(contractJson(`${provider.name}/checks.json`)).toEqual(Object.fromEntries(refusals));
  });

  test('keeps readings.json as the readings are (npm run contracts writes it)', () => {
    const options = Object.entries(provider.readings).map(([name, reading]) => [name, Object.keys(reading.options)]);
    expect(contractJson(`${provider.name}/readings.json`)).toEqual(Object.fromEntries(options));
  });

  test.each(folders)('keeps the files of $operation as their schemas say', ({ folder }) => {
    expect(judge(fileSchema('operation'), contractJson(`${provider.name}/${folder}/operation.json`))).toEqual([]);
    expect(judge(fileSchema('cases'), contractYaml(`${provider.name}/${folder}/cases.yaml`))).toEqual([]);
  });
});
