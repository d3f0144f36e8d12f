import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Provider } from '../provider.js';
import type { IncomingRequest } from '../requests/incoming-request.js';
import type { Random } from '../state/clock.js';
import type { Scenario } from './scenario.js';
import type { Fold } from './request-effects.js';
import { type Sequence, stepAt } from './sequence.js';

/** A scenario, or a sequence of scenarios, named in a URL. */
export interface UrlScenario {
  readonly name: string;
  readonly steps: Sequence;
}

/** An active scenario, with its sequence for each provider that knows the name. */
export interface ActiveScenario {
  readonly name: string;
  readonly stepsFor: ReadonlyMap<string, Sequence>;
  readonly activation: Activation;
  /** ms since the epoch, by the space's clock; undefined means no time limit. */
  readonly until: number | undefined;
  /** Undefined means any number. */
  readonly timesLeft: number | undefined;
}

/** A request, or a callback about to be sent, to which scenarios may apply. */
interface ScenarioTarget {
  readonly provider: Provider;
  /** Or a callback's event. */
  readonly operation: string;
  /** Whether a stub answers it: then every scenario of the provider fits. */
  readonly isStub?: boolean;
  readonly request: MatchedRequest;
  readonly readings: AnyReadingOptions;
  /** ms since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** The scenarios named in the URL of the request (for a callback: of the request that caused it), in order. */
  readonly urlScenarios: readonly UrlScenario[];
}

interface ApplyInput<Outcome> {
  readonly request: ScenarioTarget;
  readonly fold: Fold<Outcome>;
}

/** The scenarios of one space. Exact under concurrency, since an exchange is one turn. */
export interface ScenarioRegistry {
  /** Whether no scenario is active. Every request calls this. */
  isEmpty(): boolean;
  /** Activates a scenario; replaces an active one of the same name. */
  switchOn(on: Pick<ActiveScenario, 'name' | 'stepsFor' | 'activation'>, now: number): void;
  /** Returns whether it was active. */
  switchOff(name: string): boolean;
  /** The scenarios active at this instant, in the order of activation. */
  all(now: number): readonly ActiveScenario[];
  /** Applies the active scenarios to a request or a callback, and counts it. Undefined if none applies. */
  apply<Outcome>(target: ScenarioTarget, fold: Fold<Outcome>): Outcome | undefined;
  /** Deactivates all scenarios and resets all counts. */
  clear(): void;
}

/** The maximum number of positions in sequences that are kept; the longest unused is dropped first. */
const maxCounted = 10_000;

/** A registry held in memory. */
export function scenarioRegistryInMemory(): ScenarioRegistry {
  const on = new Map<string, ActiveScenario>();
  const counts = new Map<string, number>();

  const nextCount = (key: string): number => {
    const count = counts.get(key) ?? 0;
    counts.delete(key);
    counts.set(key, count + 1);
    const [leastRecentlyUsed] = counts.keys();
    if (counts.size > maxCounted && leastRecentlyUsed !== undefined) counts.delete(leastRecentlyUsed);
    return count;
  };

  /** A sequence that is activated again starts from its first step. */
  const forgetPlace = (name: string): void => {
    for (const key of counts.keys()) if (key.startsWith(`${placeOf(name)} `)) counts.delete(key);
  };

  /** The outcome after one more name; the same object if it has no effect. */
  const applyStep = <Outcome>(
    before: Outcome,
    { name, steps }: UrlScenario,
    { fold, request }: ApplyInput<Outcome>,
  ): Outcome => {
    const { provider, operation, isStub = false } = request;
    // A single scenario needs no position.
    const isSingle = steps.length === 1 && steps[0]?.times === Infinity;
    const count = isSingle ? 0 : nextCount(`${name} ${provider.name} ${operation}`);
    const scenario = stepAt(steps, count)?.scenario;
    if (scenario === undefined || !(isStub || fits(scenario, operation))) return before;
    return fold.join(before, scenario, request) ?? before;
  };

  const applyScenario = <Outcome>(before: Outcome, each: ActiveScenario, input: ApplyInput<Outcome>): Outcome => {
    const { name, stepsFor, timesLeft } = each;
    const steps = stepsFor.get(input.request.provider.name);
    if (steps === undefined || !appliesNow(each, input.request)) return before;
    const after = applyStep(before, { name: placeOf(name), steps }, input);
    if (after === before || timesLeft === undefined) return after;
    if (timesLeft > 1) on.set(name, { ...each, timesLeft: timesLeft - 1 });
    else on.delete(name);
    return after;
  };

  return {
    isEmpty: () => on.size === 0,
    switchOn({ name, stepsFor, activation }, now) {
      const until = activation.forMs === undefined ? undefined : now + activation.forMs;
      on.delete(name);
      forgetPlace(name);
      on.set(name, { name, stepsFor, activation, until, timesLeft: activation.times });
    },
    switchOff: (name) => on.delete(name),
    all: (now) => [...on.values()].filter(({ until }) => until === undefined || now < until),
    apply(request, fold) {
      const input = { request, fold };
      let outcome = fold.start;
      for (const urlScenario of request.urlScenarios) outcome = applyStep(outcome, urlScenario, input);
      for (const each of on.values()) outcome = applyScenario(outcome, each, input);
      return outcome === fold.start ? undefined : outcome;
    },
    clear() {
      on.clear();
      counts.clear();
    },
  };
}

const fits = ({ operations }: Scenario, operation: string): boolean => operations?.includes(operation) ?? true;

/** The key for counting an active scenario. A URL with the same name is counted separately. */
const placeOf = (name: string): string => `switched on: ${name}`;

/** Whether an active scenario applies to a request: in time, matched, and drawn by chance. */
function appliesNow(
  { name, activation, until }: ActiveScenario,
  { now, operation, request: incoming, random }: ScenarioTarget,
): boolean {
  if (until !== undefined && now >= until) return false;
  if (activation.match !== undefined && !matches(activation.match, operation, incoming)) return false;
  return activation.chance === undefined || random.below(`chance of ${name}`, chances) < activation.chance * chances;
}

/** The resolution of a chance: one in so many. */
const chances = 2 ** 32;

/** Selects the requests, or callbacks, that a scenario applies to; all given members must match. */
export interface Match {
  /** Or a callback's event. */
  readonly operation?: string;
  /** The provider's host, `api.ytx.net`; a callback's receiver has none. */
  readonly host?: string;
  /** The client's IP address; a callback has none. */
  readonly caller?: string;
  /** A part of path and query as the provider receives them, or of the receiver's URL. */
  readonly target?: string;
  /** A part of the body, read as UTF-8. */
  readonly body?: string;
}

/** The conditions of an active scenario. */
export interface Activation {
  /** How many times it applies; undefined means no limit. */
  readonly times?: number;
  /** Its duration, ms by the space's clock; undefined means no limit. */
  readonly forMs?: number;
  readonly match?: Match;
  /** Probability from 0 to 1, drawn for each request. Default: 1. */
  readonly chance?: number;
}

/** The properties of a request that a match compares. */
type MatchedRequest = Pick<IncomingRequest, 'host' | 'clientIp' | 'targetForProvider' | 'body'>;

const decoder = new TextDecoder();

/** Whether a request matches. */
function matches(match: Match, operation: string, incoming: MatchedRequest): boolean {
  const { host, caller, target, body } = match;
  return (
    isOrAny(match.operation, operation) &&
    isOrAny(host, incoming.host) &&
    isOrAny(caller, incoming.clientIp) &&
    (target === undefined || incoming.targetForProvider.includes(target)) &&
    (body === undefined || decoder.decode(incoming.body).includes(body))
  );
}

const isOrAny = (wanted: string | undefined, is: string): boolean => wanted === undefined || wanted === is;
