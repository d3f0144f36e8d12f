import { describe, expect, test } from '@jest/globals';
import type { ContractCase } from '../../contracts/suite/case.js';
import { pairsIn } from '../../contracts/suite/pairs.js';
import { play } from '../../contracts/suite/player.js';
import type { Target } from '../../contracts/suite/target.js';
import type { Provider } from '../../simulator/core/provider.js';
import { createSimulator } from '../../simulator/index.js';
import { examples } from '../../simulator/mutants/examples.js';
import { providers } from '../../simulator/providers/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import type { OperationFolder } from './case-files.js';
import { fits, operationFolders } from './case-files.js';
import type { Facts, Mutant } from './mutants.js';
import { withTwoSwapped, withoutOne } from './mutants.js';

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };

const everyone = (mutant: Provider): readonly Provider[] =>
  providers.map((each) => (each.name === mutant.name ? mutant : each));

/** Whether a case's verdict on a mutant is a wrong answer: a failure in which the simulator did not just break down. */
async function notices({ cases }: OperationFolder, each: ContractCase, mutant: Provider): Promise<boolean> {
  const target = suiteTarget(createSimulator({ clock, providers: everyone(mutant) }));
  let brokeDown = false;
  const watched: Target = {
    ...target,
    async begin(situation) {
      const session = await target.begin(situation);
      const watchedFetch: typeof fetch = async (input, init) => {
        const reply = await session.fetch(input, init);
        brokeDown ||= reply.status === 500;
        return reply;
      };
      return { ...session, fetch: watchedFetch };
    },
  };
  const verdict = await play(cases, each, { target: watched, fits });
  return verdict.outcome === 'failed' && !brokeDown;
}

/** Whether a mutant cannot even answer the ordinary request: it asks a check before the fact that this check needs. */
async function breaksDown({ cases, operation }: OperationFolder, { provider }: Mutant): Promise<boolean> {
  const ordinary: ContractCase = { name: 'the ordinary request', when: [{ operation }], then: {}, sideEffect: 'none' };
  const target = suiteTarget(createSimulator({ clock, providers: everyone(provider) }));
  const verdict = await play(cases, ordinary, { target, fits });
  return verdict.outcome === 'failed';
}

async function firstToNotice(
  folder: OperationFolder,
  among: readonly ContractCase[],
  { provider }: Mutant,
): Promise<string | undefined> {
  for (const each of among) if (await notices(folder, each, provider)) return each.name;
  return undefined;
}

const all = await examples();

describe.each(operationFolders)('the cases of $provider $operation', (folder) => {
  const found = providers.find(({ name }) => name === folder.provider);
  const checks = found?.endpoints[folder.operation]?.checks ?? [];
  const pairs = pairsIn(
    folder.cases,
    checks.map(({ name }) => name),
  );

  test('notice, by a wrong answer, every check that is missing or finds only what it always finds', async () => {
    const example = all.find((each) => each.provider === folder.provider && each.operation === folder.operation);
    const facts: Facts = example?.facts ?? {};
    const mutants = found === undefined ? [] : withoutOne(found, folder.operation, facts);
    expect(mutants).toHaveLength(checks.length);
    const unnoticed: string[] = [];
    for (const mutant of mutants) {
      if ((await firstToNotice(folder, folder.cases.cases, mutant)) === undefined) unnoticed.push(mutant.name);
    }
    expect(unnoticed).toEqual([]);
  });

  test('notice when two neighbouring checks change places, where both orders are possible', async () => {
    const named = new Set(pairs.map(({ name }) => name));
    const canMeet = (earlier: string, later: string): boolean => named.has(`${earlier} answers before ${later}`);
    const mutants = found === undefined ? [] : withTwoSwapped(found, folder.operation, canMeet);
    expect(mutants.length).toBeGreaterThan(0);
    const unnoticed: string[] = [];
    for (const mutant of mutants) {
      if (await breaksDown(folder, mutant)) continue;
      if ((await firstToNotice(folder, pairs, mutant)) === undefined) unnoticed.push(mutant.name);
    }
    expect(unnoticed).toEqual([]);
  });
});
