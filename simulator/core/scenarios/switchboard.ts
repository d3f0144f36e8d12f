import type { Arrival } from '../arrival.js';
import type { Provider } from '../provider.js';
import type { AnyChosen } from '../reading.js';
import type { Random } from '../random.js';
import type { Happening } from './happening.js';
import { joinedBy, nothingHappens } from './happening.js';
import type { Sequence } from './sequence.js';
import { stepAt } from './sequence.js';
import type { Wish } from './wish.js';
import { matches } from './wish.js';

/** A scenario, or several in turn, as a URL names them. */
export interface Named {
  readonly name: string;
  readonly steps: Sequence;
}

/** What is switched on: for each provider that knows the name, what it means there. */
export interface SwitchedOn {
  readonly name: string;
  readonly stepsFor: ReadonlyMap<string, Sequence>;
  readonly wish: Wish;
  /** ms since the epoch, by the space's clock; undefined means that it does not end by time. */
  readonly until: number | undefined;
  /** Undefined means any number. */
  readonly timesLeft: number | undefined;
}

/** A request that scenarios may befall. */
export interface Befallen {
  readonly provider: Provider;
  readonly operation: string;
  readonly arrival: Arrival;
  readonly readings: AnyChosen;
  /** ms since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** The scenarios that its URL names, in order. */
  readonly named: readonly Named[];
}

/** The scenarios of one space. Exact under concurrency, since an exchange is one turn. */
export interface Switchboard {
  /** Whether nothing is switched on: the one thing that every request asks. */
  isQuiet(): boolean;
  /** Switches on, in place of what was on under this name. */
  switchOn(on: Pick<SwitchedOn, 'name' | 'stepsFor' | 'wish'>, now: number): void;
  /** Whether it was on. */
  switchOff(name: string): boolean;
  /** What is on at this instant, in the order in which it was switched on. */
  all(now: number): readonly SwitchedOn[];
  /** What befalls a request; counts it. Undefined when nothing does. */
  befall(befallen: Befallen): Happening | undefined;
  /** Switches everything off and begins all counts anew. */
  clear(): void;
}

/** So many places in sequences are remembered; the longest unused goes first. */
const mostCounted = 10_000;

/** A switchboard held in memory. */
export function switchboardInMemory(): Switchboard {
  const on = new Map<string, SwitchedOn>();
  const counted = new Map<string, number>();

  const nextCount = (key: string): number => {
    const count = counted.get(key) ?? 0;
    counted.delete(key);
    counted.set(key, count + 1);
    const [longestUnused] = counted.keys();
    if (counted.size > mostCounted && longestUnused !== undefined) counted.delete(longestUnused);
    return count;
  };

  /** A sequence that is switched on once more begins anew. */
  const forgetPlace = (name: string): void => {
    for (const key of counted.keys()) if (key.startsWith(`${placeOf(name)} `)) counted.delete(key);
  };

  /** What a further name brings about: the happening as it was when it brings nothing. */
  const further = (before: Happening, { name, steps }: Named, request: Befallen): Happening => {
    const { provider, operation } = request;
    // A single scenario has no place to remember.
    const isSingle = steps.length === 1 && steps[0]?.times === Infinity;
    const count = isSingle ? 0 : nextCount(`${name} ${provider.name} ${operation}`);
    const scenario = stepAt(steps, count)?.scenario;
    if (scenario === undefined || !(scenario.operations?.includes(operation) ?? true)) return before;
    return joinedBy(before, scenario, request) ?? before;
  };

  const switchedOn = (before: Happening, each: SwitchedOn, request: Befallen): Happening => {
    const { name, stepsFor, timesLeft } = each;
    const steps = stepsFor.get(request.provider.name);
    if (steps === undefined || !isMeant(each, request)) return before;
    const after = further(before, { name: placeOf(name), steps }, request);
    if (after === before || timesLeft === undefined) return after;
    if (timesLeft > 1) on.set(name, { ...each, timesLeft: timesLeft - 1 });
    else on.delete(name);
    return after;
  };

  return {
    isQuiet: () => on.size === 0,
    switchOn({ name, stepsFor, wish }, now) {
      const until = wish.forMs === undefined ? undefined : now + wish.forMs;
      on.delete(name);
      forgetPlace(name);
      on.set(name, { name, stepsFor, wish, until, timesLeft: wish.times });
    },
    switchOff: (name) => on.delete(name),
    all: (now) => [...on.values()].filter(({ until }) => until === undefined || now < until),
    befall(request) {
      let happening = nothingHappens;
      for (const named of request.named) happening = further(happening, named, request);
      for (const each of on.values()) happening = switchedOn(happening, each, request);
      return happening === nothingHappens ? undefined : happening;
    },
    clear() {
      on.clear();
      counted.clear();
    },
  };
}

/** Under which what is switched on is counted: a URL that names the same has a place of its own. */
const placeOf = (name: string): string => `switched on: ${name}`;

/** Whether a request falls under what is switched on: in time, one of those meant, and hit by chance. */
function isMeant({ name, wish, until }: SwitchedOn, { now, operation, arrival, random }: Befallen): boolean {
  if (until !== undefined && now >= until) return false;
  if (wish.match !== undefined && !matches(wish.match, operation, arrival)) return false;
  return wish.chance === undefined || random.below(`chance of ${name}`, chances) < wish.chance * chances;
}

/** A chance is drawn in steps of one in so many. */
const chances = 2 ** 32;
