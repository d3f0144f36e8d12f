import { isJsonObject } from '../../../contracts/json.js';
import type { Wish } from '../../core/scenarios/scenario-registry.js';
import type { Problem } from '../../core/state/world.js';
import { parseDuration } from '../../../contracts/durations.js';
import { type FittingRequests, matchTaken, strangers, unless } from './scenario-match.js';

/** How a scenario is to be switched on, or all that is wrong with what was said of it. */
export type TakenWish =
  { readonly ok: true; readonly wish: Wish } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads `{"times":3,"for":"PT30S","match":{"operation":"createMeeting"},"chance":0.2}`; every member may be missing. */
export function wishTaken(value: unknown, fitting: readonly FittingRequests[]): TakenWish {
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
  return { ok: true, wish: withoutMissing({ times, forMs: length.ms, match, chance }) };
}

const withoutMissing = (members: object): Wish =>
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
