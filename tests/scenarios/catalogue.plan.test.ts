import { describe, expect, test } from '@jest/globals';
import { refusals as xylinkRefusals } from '../../contracts/xylink/generated.js';
import { refusals as ytxRefusals } from '../../contracts/ytx/generated.js';
import { type AnyCheck, refusalOf } from '../../simulator/core/pipeline/check.js';
import type { Provider } from '../../simulator/core/provider.js';
import { defaultOptions } from '../../simulator/core/pipeline/reading.js';
import { allScenarios, refusalScenarios, findScenario } from '../../simulator/core/scenarios/catalogue.js';
import { providers } from '../../simulator/providers/index.js';
import { openSimulator, pathOf, scenariosOf, type TestSimulator } from './scenario-server.js';

/** The literal replies, as the contract has them. */
type Replies = Readonly<Record<string, { readonly status: number; readonly body: string } | undefined>>;
const contractOf: Readonly<Record<string, Replies>> = { ytx: ytxRefusals, xylink: xylinkRefusals };

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every check of a provider once, with the operations that it guards. */
function guarded({ endpoints }: Provider): ReadonlyMap<AnyCheck, readonly string[]> {
  const found = new Map<AnyCheck, string[]>();
  for (const { operation, checks } of Object.values(endpoints)) {
    for (const check of checks.list) found.set(check, [...(found.get(check) ?? []), operation]);
  }
  return found;
}

/** What a refusal's scenario is expected to be: worked out from checks and contract, not from the catalogue. */
interface Expected {
  readonly scenario: string;
  readonly provider: Provider;
  readonly refusal: string;
  readonly operations: readonly string[];
}

function expectedOf(provider: Provider): readonly Expected[] {
  const { name, readings, endpoints, refusals } = provider;
  const checks = [...guarded(provider)];
  const defaults = defaultOptions(readings);
  const ofChecks = checks.map(([check, operations]) => ({
    scenario: `${name}/${check.scenario}`,
    provider,
    refusal: refusalOf(check, defaults).name,
    operations,
  }));
  const given = checks.flatMap(([{ refusal }]) => ('oneOf' in refusal ? refusal.oneOf : [refusal]));
  const rest = Object.keys(refusals)
    .filter((refusal) => !given.some((each) => each.name === refusal))
    .map((refusal) => ({
      scenario: `${name}/${kebab(refusal)}`,
      provider,
      refusal,
      operations: Object.keys(endpoints),
    }));
  return [...ofChecks, ...rest];
}

const expected = providers.flatMap(expectedOf);

describe('the catalogue of scenarios', () => {
  test('has one for every check, and one for every refusal that no check gives', () => {
    const made = providers.flatMap((provider) => [...refusalScenarios(provider).keys()]);
    expect(made.toSorted()).toEqual(expected.map(({ scenario }) => scenario).toSorted());
    expect(made.length).toBeGreaterThan(70);
  });

  test('has no name twice', () => {
    const names = allScenarios(providers).map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(providers)('names no scenario of $name like a fault, or like a part of a sequence', (provider) => {
    const own = [...refusalScenarios(provider).keys()].map((name) => name.slice(provider.name.length + 1));
    for (const name of own) expect(findScenario(provider, name)?.name).toBe(`${provider.name}/${name}`);
    expect(own.filter((name) => /^(ok|fail|limit)$|-then-|-\d+$/.test(name))).toEqual([]);
  });

  test('sets its Chinese with full-width punctuation', () => {
    const timed = providers.flatMap((each) => ['slow-2s', 'slow-around-2s'].map((name) => findScenario(each, name)));
    const texts = [...allScenarios(providers), ...timed].map((scenario) => scenario?.says.zh);
    expect(texts.filter((text) => /[一-鿿]\s?[,:;!?()]|[,:;!?()]\s?[一-鿿]/.test(text ?? ':一'))).toEqual([]);
  });

  test('says of each in English and in Chinese what it is', () => {
    const mute = allScenarios(providers).filter(
      ({ says: { en, zh } }) => !/\w.*\.$/.test(en) || !/[一-鿿].*。$/.test(zh),
    );
    expect(mute.map(({ name }) => name)).toEqual([]);
  });
});

/** Everything that the provider answers for, on each of its hosts. */
const asked = ({ provider, operations }: Expected): readonly { readonly host: string; readonly operation: string }[] =>
  provider.hosts.flatMap(({ host }) => operations.map((operation) => ({ host, operation })));

const othersOf = ({ provider, operations }: Expected): readonly string[] =>
  Object.keys(provider.endpoints).filter((name) => !operations.includes(name));

/** The scenarios that do not fit every operation. */
const narrow = expected.filter((each) => othersOf(each).length > 0);

/** Garbage, or only the action where nothing else distinguishes the operation from others on its path. */
function bodyFor(line: object | undefined): string {
  const isFoundByAction = line !== undefined && 'action' in line && !('actionIsDefault' in line);
  return isFoundByAction ? JSON.stringify({ action: line.action }) : 'garbage';
}

const request = async ({ ask }: TestSimulator, provider: Provider, { front = '', host = '', operation = '' }) =>
  ask(`${front}/${host}${pathOf(provider, operation)}`, {
    method: provider.operations[operation]?.method ?? '',
    body: bodyFor(provider.operations[operation]),
  });

describe('a refusal on demand', () => {
  test.each(expected)('$scenario comes on every host, for any request, and changes no state', async (each) => {
    const { scenario, provider, refusal } = each;
    const sim = await openSimulator();
    const space = sim.simulator.spaces.getOrCreate(undefined);
    const before = space.world();
    for (const { host, operation } of asked(each)) {
      const answer = await request(sim, provider, { front: `/+${scenario}`, host, operation });
      const { status, body } = contractOf[provider.name]?.[refusal] ?? {};
      expect([answer.status, answer.text]).toEqual([status, body]);
      expect([scenariosOf(answer), answer.refusedBy]).toEqual([scenario, undefined]);
    }
    expect(space.world()).toEqual(before);
    const outcomes = space.journal.entries().map(({ exchange: { outcome } }) => outcome);
    expect(outcomes).toEqual(
      asked(each).map(({ operation }) => ({
        source: 'scenario',
        operation,
        scenario,
        refusal: provider.refusals[refusal],
      })),
    );
    expect(space.journal.entries().flatMap(({ exchange: { reads, limits } }) => [...reads, ...limits])).toEqual([]);
  });

  test.each(narrow)('$scenario leaves the operations that it does not fit as they are', async (each) => {
    const { scenario, provider } = each;
    const sim = await openSimulator();
    const host = provider.hosts[0]?.host ?? '';
    for (const operation of othersOf(each)) {
      const usual = await request(sim, provider, { host, operation });
      const answer = await request(sim, provider, { front: `/+${scenario}`, host, operation });
      expect([answer.status, answer.text, answer.refusedBy]).toEqual([usual.status, usual.text, usual.refusedBy]);
      expect(scenariosOf(answer)).toBeUndefined();
    }
  });
});
