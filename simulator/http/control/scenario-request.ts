import { parseDuration } from '../../../contracts/durations.js';
import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import type { Provider } from '../../core/provider.js';
import { canonicalAddress } from '../../core/requests/incoming-request.js';
import { affectsDeliveries, scenariosThatApply } from '../../core/scenarios/applies-to.js';
import type { Match, Activation } from '../../core/scenarios/scenario-registry.js';
import type { Sequence } from '../../core/scenarios/sequence.js';
import type { Problem } from '../../core/state/world.js';

/** The requests and callbacks of one provider that a scenario fits. */
interface FittingRequests {
  /** Operations, and events of callbacks. */
  readonly operations: readonly string[];
  /** Empty for scenarios that apply to callbacks only. */
  readonly hosts: readonly string[];
}

/** The requests and callbacks that a name applies to, by its meaning at each provider that knows it. */
export function fittingRequests(
  stepsFor: ReadonlyMap<string, Sequence>,
  providers: readonly Provider[],
): readonly FittingRequests[] {
  return providers.flatMap((provider) => {
    const { name, hosts } = provider;
    // A step without a scenario has no effect.
    const scenarios = stepsFor.get(name)?.flatMap(({ scenario }) => scenario ?? []);
    if (scenarios === undefined) return [];
    const operations = scenarios.flatMap((scenario) => scenariosThatApply(scenario, provider));
    const some = scenarios.every(affectsDeliveries) ? [] : hosts;
    return [{ operations: [...new Set(operations)], hosts: some.map(({ host }) => host) }];
  });
}

/** What was said of a match: itself, and all that keeps it from ever fitting. */
interface TakenMatch {
  readonly match: Match | undefined;
  readonly problems: readonly Problem[];
}

const members = ['operation', 'host', 'caller', 'target', 'body'] as const;

/** Reads a match; one that could never fit is an error, since a typing mistake would pass for silence. */
function matchTaken(value: unknown, fitting: readonly FittingRequests[]): TakenMatch {
  if (value === undefined) return { match: undefined, problems: [] };
  if (!isJsonObject(value)) {
    return { match: undefined, problems: [{ pointer: '/match', says: `must be an object of ${members.join(', ')}` }] };
  }
  const texts = Object.entries(value).filter(([name]) => (members as readonly string[]).includes(name));
  const { operation, caller } = value;
  const operations = fitting.flatMap((each) => each.operations);
  const askedOf = fitting.filter((each) => each.operations.some((known) => known === operation));
  const hosts = (askedOf.length > 0 ? askedOf : fitting).flatMap((each) => each.hosts);
  const address = typeof caller === 'string' ? canonicalAddress(caller) : undefined;
  const problems = [
    ...strangers(value, members, '/match'),
    ...texts.flatMap(([name, text]) =>
      unless(isText(text), `/match${pointerTo(name)}`, 'must be a text that is not empty'),
    ),
    ...unless(
      isAmong(operations, operation),
      '/match/operation',
      `must be one that the scenario fits: ${operations.join(', ')}`,
    ),
    ...(hosts.length === 0 ? ofDeliveries(value) : ofRequests(value, hosts)),
  ];
  return { match: { ...value, ...(address !== undefined && { caller: address }) }, problems };
}

type Members = Readonly<Record<string, unknown>>;

function ofRequests({ host, caller }: Members, hosts: readonly string[]): readonly Problem[] {
  const isAddress = typeof caller !== 'string' || caller === '' || canonicalAddress(caller) !== undefined;
  return [
    ...unless(isAmong(hosts, host), '/match/host', `must be one where such requests go: ${hosts.join(', ')}`),
    ...unless(isAddress, '/match/caller', 'must be an IP address, such as 203.0.113.9'),
  ];
}

/** A callback goes to a receiver's address, which `target` looks at. */
function ofDeliveries(value: Members): readonly Problem[] {
  const strange = ['host', 'caller'].filter((name) => name in value);
  return strange.map((name) => ({
    pointer: `/match/${name}`,
    says: 'must not be here: callbacks have none; use target',
  }));
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** What is no text at all is another problem. */
const isAmong = (known: readonly string[], value: unknown): boolean =>
  !isText(value) || known.some((each) => each === value);

/** No problem, or this one. */
const unless = (isGood: boolean, pointer: string, says: string): readonly Problem[] =>
  isGood ? [] : [{ pointer, says }];

/** Members that are not known where they stand. */
function strangers(value: Members, known: readonly string[], at: string): readonly Problem[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: at + pointerTo(name), says: `is unknown here; use: ${known.join(', ')}` }));
}

/** How a scenario is to be switched on, or all that is wrong with what was said of it. */
type TakenActivation =
  | { readonly ok: true; readonly activation: Activation }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads `{"times":3,"for":"PT30S","match":{"operation":"createMeeting"},"chance":0.2}`; every member may be missing. */
export function activationTaken(value: unknown, fitting: readonly FittingRequests[]): TakenActivation {
  if (!isJsonObject(value)) return { ok: false, problems: [{ pointer: '', says: 'must be an object; {} will do' }] };
  const { times, for: duration, match: matchGiven, chance } = value;
  const length = duration === undefined ? endless : lengthOf(duration);
  const { match, problems: matchProblems } = matchTaken(matchGiven, fitting);
  const problems = [
    ...strangers(value, ['times', 'for', 'match', 'chance'], ''),
    ...unless(times === undefined || isTimes(times), '/times', 'must be a whole number from 1 to 1000000'),
    ...unless(chance === undefined || isChance(chance), '/chance', 'must be a number above 0 and at most 1'),
    ...(length.ok ? [] : [{ pointer: '/for', says: length.says }]),
    ...matchProblems,
  ];
  if (problems.length > 0 || !length.ok) return { ok: false, problems };
  // Every member has been checked; those that are missing stay missing.
  return { ok: true, activation: withoutMissing({ times, forMs: length.ms, match, chance }) };
}

const withoutMissing = (members: object): Activation =>
  Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined));

const isTimes = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1e6;

const isChance = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= 1;

const endless = { ok: true, ms: undefined } as const;

/** Longer than any test; dates end somewhere. */
const longestMs = 366 * 24 * 60 * 60 * 1000;

function lengthOf(value: unknown): ReturnType<typeof parseDuration> {
  if (typeof value !== 'string') return { ok: false, says: 'must be an ISO 8601 duration such as "PT30S"' };
  const read = parseDuration(value);
  if (!read.ok || (read.ms > 0 && read.ms <= longestMs)) return read;
  return { ok: false, says: 'must be longer than nothing and at most P366D; without it there is no end' };
}
