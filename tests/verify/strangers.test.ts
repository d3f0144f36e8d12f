import { expect, test } from '@jest/globals';
import { sandboxTarget } from '../../contracts/suite/index.js';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { skipReasonFor } from '../../contracts/suite/skip-reason.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import { profileOf } from '../reference-implementation/profile.js';

const means = { fetch, clock: { now: () => 0 }, sleep: () => Promise.resolve() };

test('a sandbox is never asked about ids that only the included world knows', async () => {
  const target = sandboxTarget(profileOf('http://127.0.0.1:1'), means);
  const reasons = planOf(await allCaseFiles(), {}).map(({ file, contractCase }) =>
    skipReasonFor(target, file, contractCase),
  );
  expect(reasons).toContainEqual(
    expect.stringMatching(/^it names [\w-]*\d{6}[\w-]*, which the profile does not have$/),
  );
});
