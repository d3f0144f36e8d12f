import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { casesFor, noon, notPassed, played, targetOf } from './reference-target.js';
import { withoutSkipped } from './skips.js';
import { type ReferenceImplementation, startReferenceImplementation } from './start.js';

describe('the reference implementation', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(() => implementation.stop());

  test.each([
    { provider: 'ytx', cases: 60 },
    { provider: 'xylink', cases: 140 },
  ])(
    'of $provider agrees with every case that needs no control',
    async ({ provider, cases }) => {
      const plan = await casesFor((id) => id.startsWith(`${provider}/`));
      const { wanted, skipped } = await withoutSkipped(implementation, plan);
      const run = await played(wanted, targetOf(implementation));
      expect(notPassed(run)).toEqual([]);
      expect(run.results.length + skipped.length).toBe(plan.length);
      expect(run.results.length).toBeGreaterThan(cases);
    },
    60_000,
  );
});
