import { parseDuration } from '../../../contracts/durations.js';
import type { Provider } from '../../core/provider.js';
import { canonicalAddress } from '../../core/requests/incoming-request.js';
import { affectsDeliveries, scenariosThatApply } from '../../core/scenarios/applies-to.js';
import type { Match, Activation } from '../../core/scenarios/scenario-registry.js';
import type { Sequence } from '../../core/scenarios/sequence.js';
import type { Stub } from '../../core/state/stubs.js';
import type { Problem } from '../../core/state/world.js';

/** The requests and callbacks of one provider that a scenario fits. */
interface FittingRequests {
  /** Operations, and events of callbacks. */
  readonly operations: readonly string[];
  /** Empty for scenarios that apply to callbacks only. */
  readonly hosts: readonly string[];
}

/** The requests and callbacks that a name applies to, by its meaning at each provider that knows it; those of stubs too. */
export function fittingRequests(
  stepsFor: ReadonlyMap<string, Sequence>,
  providers: readonly Provider[],
  stubs: readonly Pick<Stub, 'name' | 'provider'>[],
): readonly FittingRequests[] {
  return providers.flatMap((provider) => {
    const { name, hosts } = provider;
    // A step without a scenario has no effect.
    const scenarios = stepsFor.get(name)?.flatMap(({ scenario }) => scenario ?? []);
    if (scenarios === undefined) return [];
    const operations = scenarios.flatMap((scenario) => scenariosThatApply(scenario, provider));
    if (scenarios.every(affectsDeliveries)) return [{ operations: [...new Set(operations)], hosts: [] }];
    const ofStubs = stubs.filter((stub) => stub.provider === name).map((stub) => stub.name);
    return [{ operations: [...new Set([...operations, ...ofStubs])], hosts: hosts.map(({ host }) => host) }];
  });
}

/** A body that the schema ScenarioActivation allows. */
export interface DescribedActivation {
  readonly times?: number;
  readonly for?: string;
  readonly match?: Match;
  readonly chance?: number;
}

/** How to switch a scenario on, or everything in the body that could never take effect. */
type TakenActivation =
  | { readonly ok: true; readonly activation: Activation }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads `{"times":3,"for":"PT30S","match":{"operation":"createMeeting"},"chance":0.2}`; every member may be missing. */
export function readActivation(
  { for: duration, match, ...others }: DescribedActivation,
  fitting: readonly FittingRequests[],
): TakenActivation {
  const length = duration === undefined ? undefined : lengthOf(duration);
  const problems = [
    ...(length?.ok === false ? [{ pointer: '/for', says: length.says }] : []),
    ...(match === undefined ? [] : problemsWithMatch(match, fitting)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const activation = {
    ...others,
    ...(length?.ok === true && { forMs: length.ms }),
    ...(match !== undefined && { match: withCanonicalCaller(match) }),
  };
  return { ok: true, activation };
}

/** Longer than any test; dates end somewhere. */
const maxMs = 366 * 24 * 60 * 60 * 1000;

function lengthOf(value: string): ReturnType<typeof parseDuration> {
  const read = parseDuration(value);
  if (!read.ok || (read.ms > 0 && read.ms <= maxMs)) return read;
  return { ok: false, says: 'must be above 0 and at most P366D; leave it out for no end' };
}

function withCanonicalCaller(match: Match): Match {
  const caller = match.caller === undefined ? undefined : canonicalAddress(match.caller);
  return caller === undefined ? match : { ...match, caller };
}

/** A match that could never fit is an error, since a typing mistake would pass for silence. */
function problemsWithMatch(match: Match, fitting: readonly FittingRequests[]): readonly Problem[] {
  const operations = fitting.flatMap((each) => each.operations);
  const named = fitting.filter((each) => each.operations.some((known) => known === match.operation));
  const hosts = (named.length > 0 ? named : fitting).flatMap((each) => each.hosts);
  return [
    ...unless(
      isAmong(operations, match.operation),
      '/match/operation',
      `must be one that the scenario fits: ${operations.join(', ')}`,
    ),
    ...(hosts.length === 0 ? ofDeliveries(match) : ofRequests(match, hosts)),
  ];
}

function ofRequests({ host, caller }: Match, hosts: readonly string[]): readonly Problem[] {
  const isAddress = caller === undefined || canonicalAddress(caller) !== undefined;
  return [
    ...unless(isAmong(hosts, host), '/match/host', `must be a host of these requests: ${hosts.join(', ')}`),
    ...unless(isAddress, '/match/caller', 'must be an IP address, such as 203.0.113.9'),
  ];
}

/** A callback goes to a receiver's address, which `target` looks at. */
function ofDeliveries(match: Match): readonly Problem[] {
  const unusable = ['host', 'caller'].filter((name) => name in match);
  return unusable.map((name) => ({
    pointer: `/match/${name}`,
    says: 'must not be here, since callbacks have none; use target',
  }));
}

const isAmong = (known: readonly string[], value: string | undefined): boolean =>
  value === undefined || known.includes(value);

/** No problem, or this one. */
const unless = (isGood: boolean, pointer: string, says: string): readonly Problem[] =>
  isGood ? [] : [{ pointer, says }];
