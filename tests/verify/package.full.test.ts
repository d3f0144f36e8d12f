import { describe, expect, jest, test } from '@jest/globals';
import { runProcess } from '../support/process.js';

jest.setTimeout(60_000);

/** Runs a program of a user of this package, by the names that it exports. */
const played = (program: string) => runProcess([process.execPath, '--input-type=module', '--eval', program]);

describe('meeting-understudy/contracts', () => {
  test("plays the cases in node's own test runner against the simulator of the package", async () => {
    const { code, stdout } = await played(`
      import { describe, test } from 'node:test';
      import { createSimulator } from 'meeting-understudy';
      import { defineContractTests } from 'meeting-understudy/contracts';
      import { suiteTarget } from 'meeting-understudy/contracts/simulator';
      const target = suiteTarget(createSimulator());
      await defineContractTests({ target, provider: 'ytx', describe, test });
      await defineContractTests({ target: { ...target, controls: [] }, cases: 'meetingStatus', describe, test });
    `);
    expect(code).toBe(0);
    const count = (what: string): number => Number(new RegExp(`^(?:#|ℹ) ${what} (\\d+)$`, 'm').exec(stdout)?.[1]);
    expect(count('pass')).toBeGreaterThan(110);
    expect(count('fail')).toBe(0);
    expect(count('skipped')).toBeGreaterThan(5);
  });

  test('has all that plays cases without a framework', async () => {
    const { code, stdout } = await played(`
      import * as suite from 'meeting-understudy/contracts';
      process.stdout.write(Object.keys(suite).sort().join(' '));
    `);
    expect([code, stdout.split(' ')]).toEqual([
      0,
      expect.arrayContaining(['defineContractTests', 'overHttp', 'runCases']),
    ]);
  });
});
