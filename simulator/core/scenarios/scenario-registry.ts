import type { AnyChosen } from '../pipeline/reading.js';
import type { Provider } from '../provider.js';
import type { IncomingRequest } from '../requests/incoming-request.js';
import type { Random } from '../state/clock.js';
import type { Fold } from './request-effects.js';
import { type Sequence, stepAt } from './sequence.js';

/** A scenario, or several in turn, as a URL names them. */
export interface Named {
  readonly name: string;
  readonly steps: Sequence;
}

/** What is switched on: for each provider that knows the name, what it means there. */
export interface SwitchedOn {
  readonly name: string;
  readonly stepsFor: ReadonlyMap<string, Sequence>;
  readonly activation: Activation;
  /** ms since the epoch, by the space's clock; undefined means that it does not end by time. */
  readonly until: number | undefined;
  /** Undefined means any number. */
  readonly timesLeft: number | undefined;
}

/** A request, or a callback on its way, that scenarios may apply to. */
interface ScenarioTarget {
  readonly provider: Provider;
  /** Or a callback's event. */
  readonly operation: string;
  readonly request: MatchedRequest;
  readonly readings: AnyChosen;
  /** ms since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** The scenarios that the URL of the request names (of a callback: the one that caused it), in order. */
  readonly named: readonly Named[];
}

interface Met<Outcome> {
  readonly request: ScenarioTarget;
  readonly fold: Fold<Outcome>;
}

/** The scenarios of one space. Exact under concurrency, since an exchange is one turn. */
export interface ScenarioRegistry {
  /** Whether nothing is switched on: the one thing that every request asks. */
  isQuiet(): boolean;
  /** Switches on, in place of what was on under this name. */
  switchOn(on: Pick<SwitchedOn, 'name' | 'stepsFor' | 'activation'>, now: number): void;
  /** Whether it was on. */
  switchOff(name: string): boolean;
  /** What is on at this instant, in the order in which it was switched on. */
  all(now: number): readonly SwitchedOn[];
  /** Applies the scenarios that are on to a request or a callback, and counts it. Undefined when none applies. */
  apply<Outcome>(target: ScenarioTarget, fold: Fold<Outcome>): Outcome | undefined;
  /** Switches everything off and begins all counts anew. */
  clear(): void;
}

/** So many places in sequences are remembered; the longest unused goes first. */
const mostCounted = 10_000;

/** A registry held in memory. */
export function scenarioRegistryInMemory(): ScenarioRegistry {
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

  /** What a further name brings about: the outcome as it was when it brings nothing. */
  const further = <Outcome>(before: Outcome, { name, steps }: Named, { fold, request }: Met<Outcome>): Outcome => {
    const { provider, operation } = request;
    // A single scenario has no place to remember.
    const isSingle = steps.length === 1 && steps[0]?.times === Infinity;
    const count = isSingle ? 0 : nextCount(`${name} ${provider.name} ${operation}`);
    const scenario = stepAt(steps, count)?.scenario;
    if (scenario === undefined || !(scenario.operations?.includes(operation) ?? true)) return before;
    return fold.join(before, scenario, request) ?? before;
  };

  const applyScenario = <Outcome>(before: Outcome, each: SwitchedOn, met: Met<Outcome>): Outcome => {
    const { name, stepsFor, timesLeft } = each;
    const steps = stepsFor.get(met.request.provider.name);
    if (steps === undefined || !isMeant(each, met.request)) return before;
    const after = further(before, { name: placeOf(name), steps }, met);
    if (after === before || timesLeft === undefined) return after;
    if (timesLeft > 1) on.set(name, { ...each, timesLeft: timesLeft - 1 });
    else on.delete(name);
    return after;
  };

  return {
    isQuiet: () => on.size === 0,
    switchOn({ name, stepsFor, activation }, now) {
      const until = activation.forMs === undefined ? undefined : now + activation.forMs;
      on.delete(name);
      forgetPlace(name);
      on.set(name, { name, stepsFor, activation, until, timesLeft: activation.times });
    },
    switchOff: (name) => on.delete(name),
    all: (now) => [...on.values()].filter(({ until }) => until === undefined || now < until),
    apply(request, fold) {
      const met = { request, fold };
      let outcome = fold.start;
      for (const named of request.named) outcome = further(outcome, named, met);
      for (const each of on.values()) outcome = applyScenario(outcome, each, met);
      return outcome === fold.start ? undefined : outcome;
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
function isMeant(
  { name, activation, until }: SwitchedOn,
  { now, operation, request: incoming, random }: ScenarioTarget,
): boolean {
  if (until !== undefined && now >= until) return false;
  if (activation.match !== undefined && !matches(activation.match, operation, incoming)) return false;
  return activation.chance === undefined || random.below(`chance of ${name}`, chances) < activation.chance * chances;
}

/** A chance is drawn in steps of one in so many. */
const chances = 2 ** 32;

/** Which requests, or callbacks, a scenario is switched on for; every member that is given must fit. */
export interface Match {
  /** Or a callback's event. */
  readonly operation?: string;
  /** The provider's host, `api.ytx.net`; a callback's receiver has none. */
  readonly host?: string;
  /** The caller's IP address; nobody calls with a callback. */
  readonly caller?: string;
  /** Stands somewhere in path or query, as the provider sees them, or in the receiver's URL. */
  readonly target?: string;
  /** Stands somewhere in the body, read as UTF-8. */
  readonly body?: string;
}

/** How a scenario is switched on. */
export interface Activation {
  /** It is met so many times; undefined means until it is switched off. */
  readonly times?: number;
  /** ms by the space's clock; undefined means until it is switched off. */
  readonly forMs?: number;
  readonly match?: Match;
  /** From 0 to 1, drawn for each request; undefined means always. */
  readonly chance?: number;
}

/** What of a request a match looks at. */
type MatchedRequest = Pick<IncomingRequest, 'host' | 'from' | 'targetForProvider' | 'body'>;

const decoder = new TextDecoder();

/** Whether a request is one of those that are meant. */
function matches(match: Match, operation: string, incoming: MatchedRequest): boolean {
  const { host, caller, target, body } = match;
  return (
    isOrAny(match.operation, operation) &&
    isOrAny(host, incoming.host) &&
    isOrAny(caller, incoming.from) &&
    (target === undefined || incoming.targetForProvider.includes(target)) &&
    (body === undefined || decoder.decode(incoming.body).includes(body))
  );
}

const isOrAny = (wanted: string | undefined, is: string): boolean => wanted === undefined || wanted === is;
