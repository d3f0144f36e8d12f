import { type AnyCheck, refusalOf } from '../pipeline/check.js';
import type { DeliveryResult } from '../callbacks/transport.js';
import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';
import { noWarnings, type RequestWarning, warningsAbout, warningViews } from '../pipeline/warning.js';
import type { AnyRequestContext, AnyEndpoint, Provider, Generators } from '../provider.js';
import { type RequestEffects, requestEffects } from '../scenarios/request-effects.js';
import type { UrlScenario } from '../scenarios/scenario-registry.js';
import { type DocumentRead, recordingReader, type DocumentReader } from '../state/documents.js';
import type { Limit, LimitState } from '../state/limiter.js';
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
  | { readonly source: 'bug'; readonly error: unknown };

/** One request and its reply, with everything needed to run its checks again. */
export interface Exchange {
  /** Counts from 1 within the space. */
  readonly id: number;
  /** ms since the epoch, by the space's clock. */
  readonly at: number;
  readonly provider: Provider;
  readonly request: IncomingRequest;
  readonly readings: AnyReadingOptions;
  /** The documents that its checks read, in order, as they were then. */
  readonly reads: readonly DocumentRead[];
  /** The state of its limits, in order. */
  readonly limits: readonly LimitState[];
  /** The effects of scenarios; undefined if none applied. */
  readonly effects: RequestEffects | undefined;
  /** The ids of the callback events that it caused. */
  readonly events: readonly number[];
  /** The result of probing the receiver that it registers; undefined if none was probed. */
  readonly probe: DeliveryResult | undefined;
  /** Its warnings about leniency. Empty for a request that the provider refused. */
  readonly warnings: readonly RequestWarning[];
  /** The caller that this exchange added to the world, in words without credentials; undefined if it added none. */
  readonly adopted: string | undefined;
  readonly outcome: ExchangeOutcome;
  readonly reply: Reply;
}

type ExchangeEnd = Pick<Exchange, 'outcome' | 'reply' | 'effects' | 'events' | 'warnings' | 'adopted'>;
type ExchangeStart = Omit<Exchange, keyof ExchangeEnd | 'reads' | 'limits'> & {
  readonly reads: DocumentRead[];
  readonly limits: LimitState[];
  readonly urlScenarios: readonly UrlScenario[];
};

/** The scenarios named in a request's URL, and the result of probing a receiver. */
export interface ExchangeOptions {
  readonly urlScenarios?: readonly UrlScenario[];
  /** Default: no probe, which counts as answered. */
  readonly probe?: DeliveryResult | undefined;
}

const noScenarios: readonly UrlScenario[] = [];
const noOptions: ExchangeOptions = {};

/** For a request that caused no callback events. */
const noEvents: readonly number[] = [];

/** For a request that did not run an operation. */
const withoutOperation = { events: noEvents, warnings: noWarnings, adopted: undefined } as const;

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
  { urlScenarios = noScenarios, probe }: ExchangeOptions = noOptions,
): Exchange {
  const id = space.nextExchange();
  const at = space.clock.now();
  const readings = space.readingsOf(provider);
  const reads: DocumentRead[] = [];
  const limits: LimitState[] = [];
  const start = { id, at, provider, request, readings, reads, limits, urlScenarios, probe };
  const { outcome, reply, effects, events, warnings, adopted } = answerOrReportBug(space, start);
  const facts = { id, at, provider, request, readings, reads, limits, effects, events, probe, warnings };
  return { ...facts, adopted, outcome, reply };
}

function answerOrReportBug(space: SpaceState, start: ExchangeStart): ExchangeEnd {
  try {
    return routeAndServe(space, start);
  } catch (error) {
    const reply = ownReply(start.provider, bugProblem);
    return { outcome: { source: 'bug', error }, reply, effects: undefined, ...withoutOperation };
  }
}

/** A reply of the simulator, not of the provider; it also has its text where the provider's SDK looks for it. */
function ownReply({ messageMembers }: Provider, problem: SimulatorProblem): Reply {
  const { says, fix, more } = problem;
  return problemReply({ ...problem, more: { ...more, ...messageMembers?.(`${says} ${fix}`) } });
}

const bugProblem: SimulatorProblem = {
  status: 500,
  kind: 'fault',
  says: 'The simulator has a bug: it failed while it answered this request.',
  fix: "Please report it, with the stack trace from the simulator's log. Nothing was changed.",
};

function routeAndServe(space: SpaceState, start: ExchangeStart): ExchangeEnd {
  const { id, at, provider, request, readings, reads, limits, urlScenarios, probe } = start;
  const routeResult = provider.findRoute(request, readings);
  if (!routeResult.modelled) {
    const what = space.redactor()(routeResult.what, request);
    const says = `The simulator does not model ${what}.`;
    const reply = ownReply(provider, { status: 501, kind: 'not-modelled', says, fix: routeResult.fix });
    return { outcome: { source: 'not-modelled', what }, reply, effects: undefined, ...withoutOperation };
  }
  const endpoint = endpointOf(provider, routeResult.operation);
  const effects = effectsOn(space, start, endpoint.operation);
  const scenarioReply = effects && replyOfScenario(effects, endpoint.operation, start);
  if (scenarioReply !== undefined && effects?.replacement?.providerHandlesRequest !== true) return scenarioReply;
  const documents = recordingReader(space.documents, reads);
  const limit = (wanted: Limit): LimitState => {
    const counted = limits.find(({ key }) => key === wanted.key);
    if (counted !== undefined) return counted;
    const state = space.limiter.count(wanted, at);
    limits.push(state);
    return state;
  };
  const context = { request, now: at, readings, documents, route: routeResult.route, limit, probe };
  const { outcome, reply, ...rest } = runOperation(space, { id, provider, urlScenarios, endpoint, context, reads });
  return scenarioReply === undefined ? { outcome, reply, effects, ...rest } : { ...scenarioReply, ...rest };
}

/** The effects of scenarios on this request. Usually no scenario is active; then this costs two comparisons. */
function effectsOn(space: SpaceState, start: ExchangeStart, operation: string): RequestEffects | undefined {
  const { id, at, urlScenarios } = start;
  if (urlScenarios.length === 0 && space.scenarios.isEmpty()) return undefined;
  return space.scenarios.apply({ ...start, operation, now: at, random: space.randomFor(id) }, requestEffects);
}

/** The reply that scenarios give instead of the provider; undefined if they leave it to the provider. */
function replyOfScenario(
  effects: RequestEffects,
  operation: string,
  { provider, readings }: ExchangeStart,
): ExchangeEnd | undefined {
  const { refuses, replacement } = effects;
  if (refuses !== undefined) {
    const { scenario, refusal } = refuses;
    const reply = provider.refusalReply(refusal, readings);
    return { outcome: { source: 'scenario', operation, scenario, refusal }, reply, effects, ...withoutOperation };
  }
  if (replacement === undefined) return undefined;
  const { scenario, reply } = replacement;
  return { outcome: { source: 'scenario', operation, scenario }, reply, effects, ...withoutOperation };
}

/** A request whose operation is known. */
interface RoutedRequest {
  readonly id: number;
  readonly provider: Provider;
  readonly urlScenarios: readonly UrlScenario[];
  readonly endpoint: AnyEndpoint;
  readonly context: AnyRequestContext;
  /** What `context` has read. */
  readonly reads: DocumentRead[];
}

/** Runs the checks, and handles the operation once all of them pass: commits its changes and queues its events. */
function runOperation(
  space: SpaceState,
  { id, provider, urlScenarios, endpoint, context, reads }: RoutedRequest,
): Omit<ExchangeEnd, 'effects'> {
  const operation = endpoint.operation;
  let pipelineResult = endpoint.checks.run(context);
  const adopted = pipelineResult.passed ? undefined : adoptCaller(space, provider, context, reads);
  if (adopted !== undefined) pipelineResult = endpoint.checks.run(context);
  if (!pipelineResult.passed) {
    const refusal = refusalOf(pipelineResult.refusedBy, context.readings);
    return {
      outcome: { source: 'provider', operation, refusedBy: pipelineResult.refusedBy },
      reply: provider.refusalReply(refusal, context.readings),
      ...withoutOperation,
      adopted,
    };
  }
  const warnings =
    provider.warnings === undefined ? noWarnings : warningsAbout(provider.warnings, pipelineResult.known);
  if (warnings.length > 0 && space.rejectsWarnings)
    return rejectWarnings(space, { provider, context, endpoint, warnings, adopted });
  const generators: Generators = { random: space.randomFor(id), next: space.nextNumber };
  const { changes, result, emits } = endpoint.handle(pipelineResult.known as never, generators);
  const reply = provider.successReply(result as never, context, generators);
  space.documents.commit(changes);
  const events = emits === undefined ? noEvents : space.outbox.post(emits, { provider, cause: id, urlScenarios });
  return { outcome: { source: 'provider', operation }, reply, events, warnings, adopted };
}

type RequestWithWarnings = Pick<RoutedRequest, 'provider' | 'context' | 'endpoint'> &
  Pick<ExchangeEnd, 'warnings' | 'adopted'>;

/** The simulator's own refusal of a request with warnings; it writes nothing. */
function rejectWarnings(
  space: SpaceState,
  { provider, context, endpoint, ...found }: RequestWithWarnings,
): Omit<ExchangeEnd, 'effects'> {
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
  const outcome = { source: 'warnings', operation: endpoint.operation } as const;
  return { outcome, reply: ownReply(provider, problem), events: noEvents, ...found };
}

/** The endpoint of an operation; a missing one is a bug in the provider's module. */
export function endpointOf(provider: Provider, operation: string): AnyEndpoint {
  const endpoint = provider.endpoints[operation];
  if (endpoint === undefined) throw new Error(`${provider.name} routes to ${operation}, but has no such endpoint`);
  return endpoint;
}

/**
 * The context and the endpoint of an exchange, so that its checks can run again; undefined for a request that is not
 * modelled.
 */
export function replayContext(
  exchange: Exchange,
  documents: DocumentReader,
): { context: AnyRequestContext; endpoint: AnyEndpoint } | undefined {
  const { provider, request, readings, at, probe } = exchange;
  const routeResult = provider.findRoute(request, readings);
  if (!routeResult.modelled) return undefined;
  const limit = (wanted: Limit): LimitState =>
    exchange.limits.find(({ key }) => key === wanted.key) ?? unusedLimit(wanted, at);
  const context = { request, now: at, readings, documents, route: routeResult.route, limit, probe };
  return { context, endpoint: endpointOf(provider, routeResult.operation) };
}

/** The state of a limit that this exchange did not count against when it was answered. */
const unusedLimit = (limit: Limit, now: number): LimitState => ({ ...limit, passed: true, count: 0, nextAt: now });
