import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../contracts/json.js';
import type { CaseFile, ContractCase } from '../../contracts/suite/case.js';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { caseId } from '../../contracts/suite/run/plan.js';
import { originOf } from '../../contracts/suite/targets/sandbox.js';
import {
  type Agreed,
  contractOf,
  contractHash,
  recordsAfter,
  validationRecords,
} from '../../contracts/validation/records.js';
import { validatedChecks } from '../../contracts/validation/validated.js';
import { aboutRun, accepted, planned, refused, runOf, secret } from './real-run.js';

const check = 'ytx/application-is-online';

/** Records of one made-up run against the real provider in which both cases passed. */
async function records() {
  const plan = await planned(refused, accepted);
  return validationRecords(runOf(plan), aboutRun(plan));
}

/** All cases, this one changed. */
const filesWith = async (change: (contractCase: ContractCase, file: CaseFile) => ContractCase): Promise<CaseFile[]> =>
  (await allCaseFiles()).map((file) => ({
    ...file,
    cases: file.cases.map((each) => (caseId(file, each) === refused ? change(each, file) : each)),
  }));

describe('a validation record', () => {
  test('is made of each case that passed against the real provider', async () => {
    const plan = await planned(refused, accepted);
    const made = await validationRecords(runOf(plan, { outcomes: { [accepted]: 'failed' } }), aboutRun(plan));
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;
    expect(made).toEqual([
      {
        case: refused,
        when: '2026-11-21T12:00:00.000+08:00',
        target: ['sandbox.ytx.net'],
        versions: { 'meeting-understudy': '0.1.0' },
        origin: 'provider',
        hashes: { case: hash, contract: hash, exchanges: hash },
      },
    ]);
  });

  test.each(['simulator', 'stand-in', 'recording'] as const)('is not made of a run against a %s', async (origin) => {
    const plan = await planned(refused);
    expect(await validationRecords(runOf(plan, { origin }), aboutRun(plan))).toEqual([]);
  });

  test('is not made of what a simulator answered at the provider’s own address', async () => {
    const plan = await planned(refused);
    const run = runOf(plan, { replyHeaders: { 'simulator-exchange': '1' } });
    expect(await validationRecords(run, aboutRun(plan))).toEqual([]);
  });

  test('holds nothing that signs', async () => {
    expect(JSON.stringify(await records())).not.toContain(secret);
  });

  test('takes the place of the one before, and goes when its case has failed since', async () => {
    const plan = await planned(refused, accepted);
    const before = await records();
    const later = { startedAt: '2026-12-01T00:00:00+08:00' };
    const again = runOf(plan, { ...later, outcomes: { [accepted]: 'skipped' } });
    const after = await recordsAfter(before, again, aboutRun(plan));
    expect(after.map((record) => [record.case, record.when.slice(0, 10)])).toEqual([
      [refused, '2026-12-01'],
      [accepted, '2026-11-21'],
    ]);
    const failed = runOf(plan, { ...later, outcomes: { [refused]: 'failed' } });
    expect((await recordsAfter(before, failed, aboutRun(plan))).map((record) => record.case)).toEqual([accepted]);
    const standIn = runOf(plan, { origin: 'stand-in', outcomes: { [refused]: 'failed' } });
    expect(await recordsAfter(before, standIn, aboutRun(plan))).toEqual(before);
  });
});

describe('a check', () => {
  test('is validated by a record of a case that it refuses', async () => {
    const validated = await validatedChecks(await records(), await allCaseFiles());
    expect(validated.get(check)).toEqual({ case: refused, when: '2026-11-21T12:00:00.000+08:00' });
    expect(validated.has('ytx/account-exists')).toBe(false);
  });

  test('shows its newest validation, in any order of the records', async () => {
    const plan = await planned(refused);
    const newer = await validationRecords(runOf(plan, { startedAt: '2027-01-02T00:00:00+08:00' }), aboutRun(plan));
    for (const both of [
      [...newer, ...(await records())],
      [...(await records()), ...newer],
    ]) {
      expect((await validatedChecks(both, await allCaseFiles())).get(check)?.when).toMatch(/^2027-01-02/);
    }
  });

  test('falls back when its case says something else', async () => {
    const files = await filesWith((contractCase) => ({ ...contractCase, sideEffect: 'calls' }));
    expect((await validatedChecks(await records(), files)).has(check)).toBe(false);
  });

  test('falls back when the base request of its file changes', async () => {
    const files = (await allCaseFiles()).map((file) => ({
      ...file,
      base: { ...file.base, host: 'another.invalid' },
    }));
    expect((await validatedChecks(await records(), files)).size).toBe(0);
  });

  test('falls back when its contract is another than the one that was recorded', async () => {
    const [record] = await records();
    const other = { ...record, hashes: { ...record?.hashes, contract: '0'.repeat(64) } } as typeof record;
    expect((await validatedChecks(other ? [other] : [], await allCaseFiles())).size).toBe(0);
  });

  test('does not fall back when another case of its file changes', async () => {
    const files = (await allCaseFiles()).map((file) => ({
      ...file,
      cases: file.cases.map((each) =>
        caseId(file, each) === refused ? each : { ...each, name: `${each.name}, or so` },
      ),
    }));
    expect((await validatedChecks(await records(), files)).has(check)).toBe(true);
  });

  test.each(['simulator', 'stand-in', 'recording'] as const)(
    'is not validated by a record that says it came from a %s',
    async (origin) => {
      const relabelled = (await records()).map((record) => ({ ...record, origin }));
      expect((await validatedChecks(relabelled, await allCaseFiles())).size).toBe(0);
    },
  );
});

const part = (baseUrls: Readonly<Record<string, string>>) => ({ baseUrls, cast: {}, requestsPerSecond: 1 });
const ytx = part({ 'sandbox.ytx.net': 'http://sandbox.ytx.net', 'api.ytx.net': 'http://api.ytx.net' });
const xylink = part({ 'sdk.xylink.com': 'https://sdk.xylink.com' });

describe('who answers at the base URLs of a profile', () => {
  test('is the provider where all of them are its own', () => {
    expect(originOf({ providers: { ytx, xylink }, budget: 1 })).toBe('provider');
  });

  test.each([
    { kind: 'loopback', url: 'http://127.0.0.1:4010/sandbox.ytx.net' },
    { kind: 'another port of its host', url: 'http://sandbox.ytx.net:8080' },
    { kind: 'a host that ends like its own', url: 'http://not-sandbox.ytx.net' },
    { kind: 'a host that begins like its own', url: 'http://sandbox.ytx.net.invalid' },
    { kind: 'its host as a user name', url: 'http://sandbox.ytx.net@127.0.0.1' },
    { kind: 'a host of the other provider', url: 'https://sdk.xylink.com' },
  ])('is a stand-in with $kind among them', ({ url }) => {
    const mixed = part({ ...ytx.baseUrls, 'sandbox.ytx.net': url });
    expect(originOf({ providers: { ytx: mixed, xylink }, budget: 1 })).toBe('stand-in');
  });
});

const today = contractOf('ytx');

async function hashOfCase(id: string, agreed: Agreed): Promise<string> {
  const files = await allCaseFiles();
  const contractCase = files.flatMap((file) => file.cases.filter((each) => caseId(file, each) === id))[0];
  if (contractCase === undefined) throw new Error(`there is no case ${id}`);
  return contractHash(agreed, contractCase);
}

/** The contract with another text in each refusal of this body. */
const withOther = (isMeant: (body: string) => boolean): Agreed => ({
  ...today,
  refusals: Object.fromEntries(
    Object.entries(today.refusals).map(([name, entry]) => [
      name,
      isMeant(entry.body) ? { ...entry, means: 'something else' } : entry,
    ]),
  ),
});

describe('the hash of a contract', () => {
  test('changes with the schema of the operation', async () => {
    const other: Agreed = { ...today, schemas: () => Promise.resolve({ createMeeting: { response: {} } }) };
    expect(await hashOfCase(accepted, other)).not.toBe(await hashOfCase(accepted, today));
  });

  test('changes with the operation', async () => {
    const other: Agreed = { ...today, operations: { createMeeting: { path: '/elsewhere' } } };
    expect(await hashOfCase(accepted, other)).not.toBe(await hashOfCase(accepted, today));
  });

  test('changes with the refusal that the case expects, and with no other', async () => {
    const body = today.refusals['applicationNotVerified']?.body ?? '';
    const before = await hashOfCase(refused, today);
    const [mine, others] = [withOther((each) => each === body), withOther((each) => each !== body)];
    expect(canonicalJson(mine.refusals)).not.toBe(canonicalJson(today.refusals));
    expect([await hashOfCase(refused, mine), await hashOfCase(refused, others)].map((hash) => hash === before)).toEqual(
      [false, true],
    );
    expect(await hashOfCase(accepted, mine)).toBe(await hashOfCase(accepted, today));
  });

  test('is of what the JSON means, not of how it is written', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });
});
