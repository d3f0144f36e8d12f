import type { EntrySummary } from '../../core/state/journal.js';
import type { Provider } from '../../core/provider.js';
import { findScenario } from '../../core/scenarios/catalogue.js';
import type { RequestEffects } from '../../core/scenarios/request-effects.js';
import { hintFor } from '../../core/scenarios/scenario-names.js';
import type { Scenario } from '../../core/scenarios/scenario.js';
import { badParameter, type RequestParameters, type Taken } from './route.js';

/** Whether an exchange is one of those asked for. */
export type Matches = (entry: EntrySummary) => boolean;

/** The query parameters that choose among exchanges. */
export const filterParameters: readonly string[] = ['operation', 'refusedBy', 'stub', 'scenario', 'after', 'before'];

/**
 * The filter of `operation`, `refusedBy`, `stub`, `scenario`, `after` and `before`, all of which must match.
 *
 * A name that no provider and no stub has is an error: it could never match, and a typing mistake would pass for silence.
 * The operation of a request that a stub answers is the stub.
 */
export function readFilter(
  parameters: RequestParameters,
  providers: readonly Provider[],
  stubNames: readonly string[],
): Taken<Matches> {
  const endpoints = providers.flatMap((provider) => Object.values(provider.endpoints));
  const names = {
    operation: new Set([...endpoints.map((endpoint) => endpoint.operation), ...stubNames]),
    refusedBy: new Set(endpoints.flatMap((endpoint) => endpoint.checks.list.map((check) => check.name))),
    stub: new Set(stubNames),
  };
  for (const [parameter, known] of Object.entries(names)) {
    const wanted = parameters.text(parameter);
    if (wanted !== undefined && !known.has(wanted)) return notAmong(parameter, known);
  }
  const [after = 0, before = Infinity] = ['after', 'before'].map((name) => parameters.number(name));
  const [operation, refusedBy, stubName, scenario] = ['operation', 'refusedBy', 'stub', 'scenario'].map((name) =>
    parameters.text(name),
  );
  if (scenario !== undefined && !providers.some((provider) => findScenario(provider, scenario))) {
    return noScenario(hintFor(scenario, providers).nearest);
  }
  const isBetween = ({ id }: Filtered): boolean => id > after && id < before;
  const isOfStub = ({ stub }: Filtered): boolean => stubName === undefined || stub?.name === stubName;
  const hadScenario = ({ effects, provider }: Filtered): boolean =>
    scenario === undefined || hadPart(effects, findScenario(provider, scenario));
  const isOfOperation = ({ outcome }: Filtered): boolean =>
    operation === undefined || ('operation' in outcome && outcome.operation === operation);
  const isRefused = ({ outcome }: Filtered): boolean =>
    refusedBy === undefined || (outcome.source === 'provider' && outcome.refusedBy?.name === refusedBy);
  const conditions = [isBetween, isOfStub, hadScenario, isOfOperation, isRefused];
  return { ok: true, value: ({ exchange }) => conditions.every((holds) => holds(exchange)) };
}

type Filtered = EntrySummary['exchange'];

const hadPart = (effects: RequestEffects | undefined, scenario: Scenario | undefined): boolean =>
  effects !== undefined && scenario !== undefined && effects.names.includes(scenario.name);

/** A sequence is not a scenario: the journal records each of its scenarios. */
function noScenario(nearest: readonly string[]): Taken<never> {
  const near = nearest.length === 0 ? '' : `Did you mean ${nearest.join(', or ')}? `;
  const fix = `${near}Name a single scenario; GET /_simulator/scenarios lists them all.`;
  return { ok: false, answer: badParameter('scenario', 'names no scenario', fix) };
}

/** The error for an unknown name, with the known ones. */
export function notAmong(parameter: string, known: Iterable<string>): Taken<never> {
  const fix = `Use one of: ${[...known].join(', ')}.`;
  return { ok: false, answer: badParameter(parameter, 'names nothing that exists', fix) };
}
