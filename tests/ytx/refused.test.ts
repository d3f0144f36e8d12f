import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Office, openOffice } from './office.js';
import { refusalBytes, successShape } from './literal-replies.js';
import { rows } from './rows.js';

describe('a request that breaks one rule', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  // A check that is added later has its contract cases, which the conformance test asks for.
  test('has an example here for each of 37 checks, in the order of admission', () => {
    const shown = rows.map(({ check }) => check);
    const checks = office.ytx.endpoints['createMeeting']?.checks.map(({ name }) => name);
    expect(checks?.filter((name) => shown.includes(name))).toEqual(shown);
    expect(shown).toHaveLength(37);
  });

  test.each(rows)(
    '$check refuses $refused.0, with HTTP 200 and the bytes of $code',
    async ({ check, code, ...row }) => {
      const desk = office.desk();
      await row.given?.(desk);
      const before = desk.world();
      const answer = await desk.call(row.refused[1]);
      expect(answer).toMatchObject({ refusedBy: check, status: 200, text: refusalBytes[code] });
      expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
      expect(desk.world()).toEqual(before);
    },
  );

  test.each(rows)('$check lets $accepted.0 pass', async ({ given, accepted }) => {
    const desk = office.desk();
    await given?.(desk);
    const answer = await desk.call(accepted[1]);
    expect(answer.refusedBy).toBeUndefined();
    expect(answer.text).toMatch(successShape);
    expect(answer.status).toBe(200);
  });

  test.each(rows)('$check refuses without drawing a number, so the next meeting has the next one', async (row) => {
    const desk = office.desk();
    await row.given?.(desk);
    const taken = Object.keys(desk.world().meetings).length;
    await desk.call(row.refused[1]);
    const { text } = await desk.call();
    expect(text).toContain(`"meid":"00${taken + 1}"`);
  });
});
