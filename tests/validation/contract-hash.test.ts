import { describe, expect, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { canonicalJson } from '../../contracts/json.js';
import { caseId } from '../../contracts/suite/run/plan.js';
import { type Agreed, agreedWith, contractHash } from '../../contracts/validation/records.js';
import { accepted, refused } from './real-run.js';

const today = agreedWith('ytx');

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
