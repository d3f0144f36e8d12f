import { describe, expect, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/all-cases.js';
import { fitsContract } from '../../contracts/suite/fits.js';
import { play } from '../../contracts/suite/player.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import { createSimulator } from '../../simulator/index.js';
import { mutantsOf } from '../../simulator/mutants/all-mutants.js';
import { examples } from '../../simulator/mutants/examples.js';
import type { Mutant } from '../../simulator/mutants/mutant.js';
import { watched } from '../../simulator/mutants/watched.js';
import { providers } from '../../simulator/providers/index.js';

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };
const files = await allCaseFiles();
const all = await examples();

/** Whether a case fails on this mutant by a wrong answer; that the mutant just breaks down does not count. */
async function notices({ file, contractCase }: PlannedCase, { provider }: Mutant): Promise<boolean> {
  const everyone = providers.map((each) => (each.name === provider.name ? provider : each));
  const { target, seen } = watched(createSimulator({ clock, providers: everyone }));
  const { outcome } = await play(file, contractCase, { target, fits: fitsContract });
  return outcome === 'failed' && seen.every(({ ending }) => ending.voice !== 'fault');
}

/** The case that notices first; those that speak of what is wrong are asked first. */
async function firstToNotice(mutant: Mutant): Promise<string | undefined> {
  const cases = planOf(files, { provider: mutant.provider.name });
  const speaksOfIt = ({ file, contractCase: { then, covers = [] } }: PlannedCase): boolean =>
    mutant.name.includes(`/${file.operation}/`) &&
    [then.refusedBy, ...covers].some((check) => check !== undefined && mutant.name.endsWith(check));
  const inOrder = [...cases.filter(speaksOfIt), ...cases.filter((each) => !speaksOfIt(each))];
  for (const each of inOrder) if (await notices(each, mutant)) return each.id;
  return undefined;
}

describe.each(providers.map((provider) => ({ name: provider.name, mutants: mutantsOf(provider, all) })))(
  "the suite's own cases of $name",
  ({ mutants }) => {
    test('have mutants of every kind, each with a name of its own', () => {
      const kinds = ['/without/', '/code/', '/type/', '/same-reply', '/clock/'];
      for (const kind of kinds) expect(mutants.some(({ name }) => name.includes(kind))).toBe(true);
      expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    });

    test('notice every one of them by a wrong answer', async () => {
      const unnoticed: string[] = [];
      for (const mutant of mutants) if ((await firstToNotice(mutant)) === undefined) unnoticed.push(mutant.name);
      expect(unnoticed).toEqual([]);
    });
  },
);
