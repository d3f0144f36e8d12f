import { type AnyCheck, refusalOf } from '../pipeline/check.js';
import type { DeliveryResult } from '../callbacks/transport.js';
import type { AnyChosen } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';
import { noWarnings, type Warned, warningsAbout, warningViews } from '../pipeline/warning.js';
import type { AnyRequestContext, AnyEndpoint, Provider, Tools } from '../provider.js';
import { type RequestEffects, requestEffects } from '../scenarios/request-effects.js';
import type { Named } from '../scenarios/scenario-registry.js';
import { type Change, recordingSnapshot, type Snapshot } from '../state/documents.js';
import type { Limit, LimitSeen } from '../state/limiter.js';
import type { SpaceState } from '../state/space-state.js';
import { adoptCaller } from './adoption.js';
import type { IncomingRequest, Reply } from './incoming-request.js';
import { problemReply, type SimulatorProblem } from './problem-response.js';

/**
 * The outcome of an exchange. `source` is the author of the reply: the provider, a scenario, or the simulator itself.
 */
export type ExchangeOutcome =
  | { readonly source: 'provider'; readonly operation: string; readonly refusedBy?: AnyCheck }
  /** A scenario determined the reply; `refusal` is missing if that is not a refusal of the provider. */
  | {
      readonly source: 'scenario';
      readonly operation: string;
      readonly scenario: string;
      readonly refusal?: Refusal;
    }
  | { readonly source: 'not-modelled'; readonly what: string }
  /** The checks passed, but the space rejects requests with warnings. */
  | { readonly source: 'warnings'; readonly operation: string }
  | { readonly source: 'fault'; readonly error: unknown };

/** One request and its reply, with everything needed to run its checks again. */
export interface Exchange {
  /** Counts from 1 within the space. */
  readonly id: number;
  /** ms since the epoch, by the space's clock. */
  readonly at: number;
  readonly provider: Provider;
  readonly request: IncomingRequest;
  readonly readings: AnyChosen;
  /** The documents that its checks read, in order. */
  readonly reads: readonly Change[];
  /** The state of its limits, in order. */
  readonly limits: readonly LimitSeen[];
  /** The effects of scenarios; undefined if none applied. */
  readonly effects: RequestEffects | undefined;
  /** The ids of the callback events that it caused. */
  readonly events: readonly number[];
  /** The result of probing the receiver that it registers; undefined if none was probed. */
  readonly probe: DeliveryResult | undefined;
  /** What was accepted only by leniency. Empty for a request that the provider refused. */
  readonly warnings: readonly Warned[];
  /** The caller that this exchange added to the world, in words without credentials; undefined if it added none. */
  readonly adopted: string | undefined;
  readonly outcome: ExchangeOutcome;
  readonly reply: Reply;
}

type Answer = Pick<Exchange, 'outcome' | 'reply' | 'effects' | 'events' | 'warnings' | 'adopted'>;
type Begun = Omit<Exchange, keyof Answer | 'reads' | 'limits'> & {
  readonly reads: Change[];
  readonly limits: LimitSeen[];
  readonly named: readonly Named[];
};

/** What accompanies a request: the scenarios named in its URL, and the result of probing a receiver. */
export interface ExchangeOptions {
  readonly named?: readonly Named[];
  /** Default: no probe, which counts as answered. */
  readonly probe?: DeliveryResult | undefined;
}

const noneNamed: readonly Named[] = [];
const usual: ExchangeOptions = {};

/** For a request that caused no callback events. */
const noEvents: readonly number[] = [];

/** For a request that did not run an operation. */
const nothingElse = { events: noEvents, warnings: noWarnings, adopted: undefined } as const;

/**
 * Answers one request in one synchronous turn: route, check, handle, commit.
 *
 * A refused request writes nothing, except a caller that it adds by adoption. An exception is a bug of the simulator: it writes nothing either, and the reply is
 * a problem from the simulator, never a reply of the provider.
 */
export function handleRequest(
  space: SpaceState,
  provider: Provider,
  request: IncomingRequest,
  { named = noneNamed, probe }: ExchangeOptions = usual,
): Exchange {
  const id = space.nextExchange();
  const at = space.clock.now();
  const readings = space.readingsOf(provider);
  const reads: Change[] = [];
  const limits: LimitSeen[] = [];
  const begun = { id, at, provider, request, readings, reads, limits, named, probe };
  const { outcome, reply, effects, events, warnings, adopted } = answerOrFault(space, begun);
  const result = { id, at, provider, request, readings, reads, limits, effects, events, probe, warnings };
  return { ...result, adopted, outcome, reply };
}

function answerOrFault(space: SpaceState, begun: Begun): Answer {
  try {
    return answer(space, begun);
  } catch (error) {
    const reply = ownReply(begun.provider, fault);
    return { outcome: { source: 'fault', error }, reply, effects: undefined, ...nothingElse };
  }
}

/** A reply of the simulator, not of the provider; it also has its text where the provider's SDK looks for it. */
function ownReply({ messageMembers }: Provider, problem: SimulatorProblem): Reply {
  const { says, fix, more } = problem;
  return problemReply({ ...problem, more: { ...more, ...messageMembers?.(`${says} ${fix}`) } });
}

const fault: SimulatorProblem = {
  status: 500,
  kind: 'fault',
  says: 'The simulator has a bug: it failed while it answered this request.',
  fix: "Please report it, with the stack trace from the simulator's log. Nothing was changed.",
};

function answer(space: SpaceState, begun: Begun): Answer {
  const { id, at, provider, request, readings, reads, limits, named, probe } = begun;
  const routed = provider.findRoute(request, readings);
  if (!routed.modelled) {
    const what = space.redactor()(routed.what, request);
    const says = `The simulator does not model ${what}.`;
    const reply = ownReply(provider, { status: 501, kind: 'not-modelled', says, fix: routed.fix });
    return { outcome: { source: 'not-modelled', what }, reply, effects: undefined, ...nothingElse };
  }
  const served = endpointOf(provider, routed.operation);
  const effects = effectsOn(space, begun, served.operation);
  const asked = effects && scenarioAnswer(effects, served.operation, begun);
  if (asked !== undefined && effects?.replacement?.reaches !== true) return asked;
  const documents = recordingSnapshot(space.documents, reads);
  const limit = (wanted: Limit): LimitSeen => {
    const before = limits.find(({ key }) => key === wanted.key);
    if (before !== undefined) return before;
    const seen = space.limiter.ask(wanted, at);
    limits.push(seen);
    return seen;
  };
  const context = { request, now: at, readings, documents, route: routed.route, limit, probe };
  const { outcome, reply, ...more } = serveOperation(space, { id, provider, named, served, context, reads });
  return asked === undefined ? { outcome, reply, effects, ...more } : { ...asked, ...more };
}

/** The effects of scenarios on this request. Usually no scenario is active; then this costs two comparisons. */
function effectsOn(space: SpaceState, begun: Begun, operation: string): RequestEffects | undefined {
  const { id, at, named } = begun;
  if (named.length === 0 && space.scenarios.isQuiet()) return undefined;
  return space.scenarios.apply({ ...begun, operation, now: at, random: space.randomFor(id) }, requestEffects);
}

/** The reply that scenarios give instead of the provider; undefined if they leave it to the provider. */
function scenarioAnswer(effects: RequestEffects, operation: string, { provider, readings }: Begun): Answer | undefined {
  const { refuses, replacement } = effects;
  if (refuses !== undefined) {
    const { scenario, refusal } = refuses;
    const reply = provider.refusing(refusal, readings);
    return { outcome: { source: 'scenario', operation, scenario, refusal }, reply, effects, ...nothingElse };
  }
  if (replacement === undefined) return undefined;
  const { scenario, reply } = replacement;
  return { outcome: { source: 'scenario', operation, scenario }, reply, effects, ...nothingElse };
}

/** A request whose operation is known. */
interface ServedRequest {
  readonly id: number;
  readonly provider: Provider;
  readonly named: readonly Named[];
  readonly served: AnyEndpoint;
  readonly context: AnyRequestContext;
  /** What `context` has read. */
  readonly reads: Change[];
}

/** Runs the checks, and handles the operation once all of them pass: commits its changes and queues its events. */
function serveOperation(
  space: SpaceState,
  { id, provider, named, served, context, reads }: ServedRequest,
): Omit<Answer, 'effects'> {
  const operation = served.operation;
  let checked = served.guards.run(context);
  const adopted = checked.passed ? undefined : adoptCaller(space, provider, context, reads);
  if (adopted !== undefined) checked = served.guards.run(context);
  if (!checked.passed) {
    const refusal = refusalOf(checked.refusedBy, context.readings);
    return {
      outcome: { source: 'provider', operation, refusedBy: checked.refusedBy },
      reply: provider.refusing(refusal, context.readings),
      ...nothingElse,
      adopted,
    };
  }
  const warnings = provider.warnings === undefined ? noWarnings : warningsAbout(provider.warnings, checked.known);
  if (warnings.length > 0 && space.rejectsWarnings)
    return rejectWarnings(space, { provider, context, served, warnings, adopted });
  const tools: Tools = { random: space.randomFor(id), next: space.nextNumber };
  const { changes, result, emits } = served.handle(checked.known as never, tools);
  const reply = provider.accepting(result as never, context, tools);
  space.documents.commit(changes);
  const events = emits === undefined ? noEvents : space.outbox.post(emits, { provider, cause: id, named });
  return { outcome: { source: 'provider', operation }, reply, events, warnings, adopted };
}

type RequestWithWarnings = Pick<ServedRequest, 'provider' | 'context' | 'served'> &
  Pick<Answer, 'warnings' | 'adopted'>;

/** The simulator's own refusal of a request with warnings; it writes nothing. */
function rejectWarnings(
  space: SpaceState,
  { provider, context, served, ...found }: RequestWithWarnings,
): Omit<Answer, 'effects'> {
  const redact = space.redactor();
  const views = warningViews(found.warnings, 'en', (text) => redact(text, context.request));
  const inWords = (part: 'says' | 'fix'): string => views.map((each) => each[part]).join(' ');
  const problem = {
    status: 422,
    kind: 'warning',
    says: `The simulator rejects this request, which the provider accepts only by leniency. ${inWords('says')}`,
    fix: inWords('fix'),
    more: { warnings: views.map(({ name }) => name) },
  } as const;
  const outcome = { source: 'warnings', operation: served.operation } as const;
  return { outcome, reply: ownReply(provider, problem), events: noEvents, ...found };
}

/** The endpoint of an operation; a missing one is a bug in the provider's module. */
export function endpointOf(provider: Provider, operation: string): AnyEndpoint {
  const served = provider.endpoints[operation];
  if (served === undefined) throw new Error(`${provider.name} routes to ${operation}, but has no such endpoint`);
  return served;
}

/**
 * The context and the endpoint of an exchange, so that its checks can run again; undefined for a request that is not
 * modelled.
 */
export function replayContext(
  exchange: Exchange,
  documents: Snapshot,
): { context: AnyRequestContext; served: AnyEndpoint } | undefined {
  const { provider, request, readings, at, probe } = exchange;
  const routed = provider.findRoute(request, readings);
  if (!routed.modelled) return undefined;
  const limit = (wanted: Limit): LimitSeen =>
    exchange.limits.find(({ key }) => key === wanted.key) ?? fullLimit(wanted, at);
  const context = { request, now: at, readings, documents, route: routed.route, limit, probe };
  return { context, served: endpointOf(provider, routed.operation) };
}

/** The state of a limit that this exchange did not count against when it was answered. */
const fullLimit = (limit: Limit, now: number): LimitSeen => ({ ...limit, passed: true, count: 0, nextAt: now });
