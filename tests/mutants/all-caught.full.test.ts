import { describe, expect, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { CaseFile, ContractCase } from '../../contracts/suite/case.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { pairsIn } from '../../contracts/suite/pairs.js';
import { play } from '../../contracts/suite/runner.js';
import { caseId, planOf } from '../../contracts/suite/run/plan.js';
import { mutantsOf } from '../../simulator/mutants/alterations.js';
import { examples, watchExchanges } from '../../simulator/mutants/examples.js';
import { createSimulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { withConstantLookups, withSwappedNeighbours } from './altered-checks.js';
import { firstToCatch, likeliestFirst, type Playable, playingOn } from './catching.js';
import { endpointOf } from '../../simulator/core/requests/router.js';

const files = await allCaseFiles();
const allExamples = await examples();

const operations = files.flatMap((file) => {
  const provider = providers.find(({ name }) => name === file.provider);
  const served = provider?.endpoints[file.operation];
  if (provider === undefined || served === undefined) return [];
  const { checks, checkedByRouter: settled = [] } = served;
  return [{ file, provider, checks: checks.list, settled: settled.map(({ name }) => name) }];
});

describe.each(providers)("the suite's own cases of $name", (provider) => {
  const plan = planOf(files, { provider: provider.name });
  const mutants = mutantsOf(provider, allExamples);

  test('have mutants of every kind, each with a name of its own', () => {
    const kinds = ['/without/', '/code/', '/type/', '/same-reply', '/clock/'];
    for (const kind of kinds) expect(mutants.some(({ name }) => name.includes(kind))).toBe(true);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  test('catch every one of them by a wrong answer', async () => {
    const missed: string[] = [];
    for (const mutant of mutants) {
      // The operation's own cases must catch a missing check.
      const own = plan.filter(({ file }) => mutant.name.startsWith(`${provider.name}/${file.operation}/without/`));
      const first = await firstToCatch(mutant, likeliestFirst(mutant, own.length > 0 ? own : plan));
      if (first === undefined) missed.push(mutant.name);
    }
    expect(missed).toEqual([]);
  });
});

describe.each(operations)('the cases of $file.provider $file.operation', ({ file, provider, checks, settled }) => {
  const plan = planOf([file], {});
  const example = allExamples.find((each) => each.provider === provider.name && each.operation === file.operation);
  const pairs = pairsIn(
    file,
    checks.map(({ name }) => name),
  );

  test('have a mutant without each check', () => {
    const without = mutantsOf(provider, allExamples).map(({ name }) => name);
    const own = `${provider.name}/${file.operation}/without/`;
    const wanted = checks.map(({ name }) => name).filter((name) => !settled.includes(name));
    expect(without.filter((name) => name.startsWith(own))).toEqual(wanted.map((name) => own + name));
  });

  test('are never refused, in the operation itself, by a check that the router has settled', async () => {
    const { target, seen } = watchExchanges(
      createSimulator({ clock: { now: () => Date.parse('2026-11-21T12:00:00+08:00') } }),
    );
    for (const { contractCase } of plan) await play(file, contractCase, { target, fits: matchesContract });
    const refused = seen.flatMap(({ outcome }) =>
      outcome.source === 'provider' && outcome.operation === file.operation ? (outcome.refusedBy?.name ?? []) : [],
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((name) => settled.includes(name))).toEqual([]);
  });

  test('catch, by a wrong answer, every lookup that finds a constant', async () => {
    const mutants = example === undefined ? [] : withConstantLookups(provider, example);
    expect(mutants).toHaveLength(checks.filter(({ provides }) => provides !== undefined).length);
    const missed: string[] = [];
    for (const mutant of mutants) {
      if ((await firstToCatch(mutant, likeliestFirst(mutant, plan))) === undefined) missed.push(mutant.name);
    }
    expect(missed).toEqual([]);
  });

  test('catch two neighbouring checks in the wrong order, where both orders are possible', async () => {
    const named = new Set(pairs.map(({ name }) => name));
    const nameOf = (earlier: string, later: string): string => `${earlier} answers before ${later}`;
    if (example === undefined) throw new Error(`no case accepts ${file.operation}`);
    // A request that another check refuses causes no probe, so the check of a probe can only answer last.
    const {
      probes,
      checks: { list: inOrder },
    } = endpointOf(provider, file.operation);
    const ofProbe = probes === undefined ? undefined : inOrder.at(-1)?.name;
    const mutants = withSwappedNeighbours(
      provider,
      file.operation,
      (one, other) => other !== ofProbe && named.has(nameOf(one, other)),
    );
    expect(mutants.length).toBeGreaterThan(0);
    const missed: string[] = [];
    for (const mutant of mutants) {
      // A check that runs before the fact it needs fails for every request.
      if ((await playingOn(mutant)(playable(file, example.accepted))) !== 'missed') continue;
      const own = nameOf(mutant.earlier, mutant.later);
      const ordered = pairs.toSorted((one, other) => Number(other.name === own) - Number(one.name === own));
      const first = await firstToCatch(
        mutant,
        ordered.map((pair) => playable(file, pair)),
      );
      if (first === undefined) missed.push(mutant.name);
    }
    expect(missed).toEqual([]);
  });
});

const playable = (file: CaseFile, contractCase: ContractCase): Playable => ({
  id: caseId(file, contractCase),
  file,
  contractCase,
});
