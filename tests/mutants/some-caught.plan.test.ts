import { describe, expect, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import { mutantsOf } from '../../simulator/mutants/alterations.js';
import { examples } from '../../simulator/mutants/examples.js';
import { providers } from '../../simulator/providers/index.js';
import { withConstantLookups } from './altered-checks.js';
import { firstToCatch, likeliestFirst } from './catching.js';

const files = await allCaseFiles();
const allExamples = await examples();

// One of every so many mutants; `all-caught.full.test.ts` has them all, and lookups and orders that are wrong.
const distance = 15;

describe.each(providers)("the suite's own cases of $name", (provider) => {
  const plan = planOf(files, { provider: provider.name });

  test('catch a sample of the mutants by a wrong answer', async () => {
    const sample = mutantsOf(provider, allExamples).filter((_, index) => index % distance === 0);
    expect(sample.length).toBeGreaterThan(3);
    const missed: string[] = [];
    for (const mutant of sample) {
      if ((await firstToCatch(mutant, likeliestFirst(mutant, plan))) === undefined) missed.push(mutant.name);
    }
    expect(missed).toEqual([]);
  });

  test('catch the first lookup that finds a constant', async () => {
    const example = allExamples.find((each) => each.provider === provider.name);
    const [mutant] = example === undefined ? [] : withConstantLookups(provider, example);
    if (mutant === undefined) throw new Error(`no lookup of ${provider.name} can be replaced`);
    expect(await firstToCatch(mutant, likeliestFirst(mutant, plan))).toBeDefined();
  });
});
