import { type AnyCheck, possibleRefusals, refusalOf } from '../pipeline/check.js';
import type { Provider } from '../provider.js';
import { callbackFaults, findCallbackFault } from './callback-faults.js';
import { handshakeFaults } from './handshake-faults.js';
import type { Scenario } from './scenario.js';
import { namedFaults, findFault } from './faults.js';

const made = new WeakMap<Provider, ReadonlyMap<string, Scenario>>();

/**
 * A provider's refusals as scenarios, by name: one for every check, and one for every refusal that no check gives.
 *
 * Generated, so that a new check or refusal needs no further line.
 */
export function refusalScenarios(provider: Provider): ReadonlyMap<string, Scenario> {
  const before = made.get(provider);
  if (before !== undefined) return before;
  const all = [...ofChecks(provider), ...ofTheRest(provider)];
  const byName = new Map(all.map((scenario) => [scenario.name, scenario]));
  if (byName.size !== all.length) throw new Error(`two scenarios of ${provider.name} have one name`);
  made.set(provider, byName);
  return byName;
}

/** Every scenario that applies to requests, callbacks and connections of these providers: refusals, faults. */
export function allScenarios(providers: readonly Provider[]): readonly Scenario[] {
  const refusals = providers.flatMap((provider) => [...refusalScenarios(provider).values()]);
  return [...refusals, ...namedFaults, ...callbackFaults, ...handshakeFaults];
}

/**
 * The scenario of this name for a provider: its own refusal, with or without the provider's name as prefix, or a fault.
 */
export function findScenario(provider: Provider, name: string): Scenario | undefined {
  const { name: own, genericScenarios } = provider;
  const alias = name === 'fail' || name === 'limit' ? genericScenarios?.[name] : undefined;
  const refusals = refusalScenarios(provider);
  const refusal = refusals.get(name) ?? refusals.get(`${own}/${alias ?? name}`);
  return refusal ?? findFault(name) ?? findCallbackFault(name) ?? handshakeFaults.find((each) => each.name === name);
}

function ofChecks(provider: Provider): readonly Scenario[] {
  const operationsOf = new Map<AnyCheck, string[]>();
  for (const { operation, checks } of Object.values(provider.endpoints)) {
    for (const check of checks.list) operationsOf.set(check, [...(operationsOf.get(check) ?? []), operation]);
  }
  return Array.from(operationsOf, ([check, operations]): Scenario => {
    const usual = possibleRefusals(check)[0];
    const statement = check.name.slice(provider.name.length + 1).replaceAll('-', ' ');
    return {
      name: `${provider.name}/${check.scenario}`,
      says: {
        en: `The check "${statement}" fails. ${usual?.means ?? ''}`.trim(),
        zh: usual?.meansInChinese ?? '',
      },
      provider: provider.name,
      operations,
      effect: { does: 'refuse', refusal: (readings) => refusalOf(check, readings) },
    };
  });
}

function ofTheRest(provider: Provider): readonly Scenario[] {
  const checks = Object.values(provider.endpoints).flatMap((endpoint) => endpoint.checks.list);
  const given = new Set(checks.flatMap(possibleRefusals));
  const rest = Object.values(provider.refusals).filter((refusal) => !given.has(refusal));
  return rest.map((refusal) => ({
    name: `${provider.name}/${refusal.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    says: {
      en: `${refusal.means} Which requests the provider answers so is not known.`,
      zh: `${refusal.meansInChinese}哪些请求会得到此应答尚不清楚。`,
    },
    provider: provider.name,
    operations: undefined,
    effect: { does: 'refuse', refusal: () => refusal },
  }));
}
