import { canonicalAddress } from '../../core/ip-address.js';
import { isJsonObject, pointerTo } from '../../core/json.js';
import type { Provider } from '../../core/provider.js';
import type { Sequence, Step } from '../../core/scenarios/sequence.js';
import type { Match } from '../../core/scenarios/wish.js';
import type { Problem } from '../../core/world.js';

/** The requests of one provider that a scenario fits. */
export interface FittingRequests {
  readonly operations: readonly string[];
  readonly hosts: readonly string[];
}

/** Which requests a name can befall, by what it means to each provider that knows it. */
export function fittingRequests(
  stepsFor: ReadonlyMap<string, Sequence>,
  providers: readonly Provider[],
): readonly FittingRequests[] {
  return providers.flatMap(({ name, endpoints, hosts }) => {
    const every = Object.keys(endpoints);
    // A step of all well befalls nothing.
    const fits = ({ scenario }: Step): readonly string[] =>
      scenario === undefined ? [] : (scenario.operations ?? every);
    const steps = stepsFor.get(name);
    if (steps === undefined) return [];
    return [{ operations: [...new Set(steps.flatMap(fits))], hosts: hosts.map(({ host }) => host) }];
  });
}

/** What was said of a match: itself, and all that keeps it from ever fitting. */
export interface TakenMatch {
  readonly match: Match | undefined;
  readonly problems: readonly Problem[];
}

const members = ['operation', 'host', 'caller', 'target', 'body'] as const;

/** Reads a match; one that could never fit is an error, since a typing mistake would pass for silence. */
export function matchTaken(value: unknown, fitting: readonly FittingRequests[]): TakenMatch {
  if (value === undefined) return { match: undefined, problems: [] };
  if (!isJsonObject(value)) {
    return { match: undefined, problems: [{ pointer: '/match', says: `must be an object of ${members.join(', ')}` }] };
  }
  const texts = Object.entries(value).filter(([name]) => (members as readonly string[]).includes(name));
  const { operation, host, caller } = value;
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
    ...unless(isAmong(hosts, host), '/match/host', `must be one where such requests go: ${hosts.join(', ')}`),
    ...unless(!isText(caller) || address !== undefined, '/match/caller', 'must be an IP address, such as 203.0.113.9'),
  ];
  return { match: { ...value, ...(address !== undefined && { caller: address }) }, problems };
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** What is no text at all is another problem. */
const isAmong = (known: readonly string[], value: unknown): boolean =>
  !isText(value) || known.some((each) => each === value);

/** No problem, or this one. */
export const unless = (isGood: boolean, pointer: string, says: string): readonly Problem[] =>
  isGood ? [] : [{ pointer, says }];

/** Members that are not known where they stand. */
export function strangers(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: string,
): readonly Problem[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: at + pointerTo(name), says: `is not known here; use: ${known.join(', ')}` }));
}
