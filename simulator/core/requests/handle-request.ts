import { type AnyCheck, refusalOf } from '../pipeline/check.js';
import type { DeliveryResult } from '../callbacks/transport.js';
import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';
import { noWarnings, type RequestWarning, warningsAbout, warningViews } from '../pipeline/warning.js';
import type { AnyRequestContext, AnyEndpoint, Provider, Generators } from '../provider.js';
import { type RequestEffects, requestEffects } from '../scenarios/request-effects.js';
import type { UrlScenario } from '../scenarios/scenario-registry.js';
import { type DocumentRead, recordingReader } from '../state/documents.js';
import type { Limit, LimitState } from '../state/limiter.js';
import type { SpaceState } from '../state/space-state.js';
import type { Stub, StubMatch } from '../state/stubs.js';
import { adoptCaller } from './adoption.js';
import type { IncomingRequest, Reply } from './incoming-request.js';
import { problemReply, type SimulatorProblem } from './problem-response.js';
import { endpointOf } from './router.js';
import { adviseStub, findStub, stubEndpoint } from './stub-route.js';

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
  /** The checks passed, and the stub gave the reply: the user's. */
  | { readonly source: 'stub'; readonly operation: string }
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
  /** The stub that answers requests of this kind; undefined for those that are modelled, and where there is no stub. */
  readonly stub: Stub | undefined;
  readonly outcome: ExchangeOutcome;
  readonly reply: Reply;
}

type ExchangeEnd = Pick<Exchange, 'outcome' | 'reply' | 'effects' | 'events' | 'warnings' | 'adopted' | 'stub'>;
type ExchangeStart = Omit<Exchange, keyof ExchangeEnd | 'reads' | 'limits'> & {
  readonly reads: DocumentRead[];
  readonly limits: LimitState[];
  readonly urlScenarios: readonly UrlScenario[];
  /** The stub that answers it; undefined for an operation. */
  readonly match: StubMatch | undefined;
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

/** The end of a request that did not run an operation. Written out, as on the whole path of a request: a spread is slow. */
function withoutOperation(
  outcome: ExchangeOutcome,
  reply: Reply,
  effects?: RequestEffects,
  adopted?: string,
): ExchangeEnd {
  return { outcome, reply, effects, events: noEvents, warnings: noWarnings, adopted, stub: undefined };
}

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
  const start = { id, at, provider, request, readings, reads, limits, urlScenarios, probe, match: undefined };
  const { effects, events, warnings, adopted, stub, outcome, reply } = answerOrReportBug(space, start);
  return {
    id,
    at,
    provider,
    request,
    readings,
    reads,
    limits,
    effects,
    events,
    probe,
    warnings,
    adopted,
    stub,
    outcome,
    reply,
  };
}

function answerOrReportBug(space: SpaceState, start: ExchangeStart): ExchangeEnd {
  try {
    return routeAndServe(space, start);
  } catch (error) {
    const reply = ownReply(start.provider, bugProblem);
    return withoutOperation({ source: 'bug', error }, reply);
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
  const { provider, request, readings } = start;
  const routeResult = provider.findRoute(request, readings);
  if (routeResult.modelled) {
    const { operation, route } = routeResult;
    return serve(space, start, endpointOf(provider, operation), route);
  }
  const match = findStub(space, provider, request, readings);
  if (match !== undefined) {
    const { stub } = match;
    const { endpoint, routeOf } = stubEndpoint(provider, stub);
    return { ...serve(space, { ...start, match }, endpoint, routeOf(request, readings, stub.name)), stub };
  }
  const what = space.redactor()(routeResult.what, request);
  const says = `The simulator does not model ${what}.`;
  const fix = [routeResult.fix, ...adviseStub(space, start)].join(' ');
  const reply = ownReply(provider, { status: 501, kind: 'not-modelled', says, fix });
  return withoutOperation({ source: 'not-modelled', what }, reply);
}

/** Answers a request whose operation, or stub, is known: scenarios, checks, operation. */
function serve(space: SpaceState, start: ExchangeStart, endpoint: AnyEndpoint, route: object): ExchangeEnd {
  const { id, at, provider, request, readings, reads, limits, urlScenarios, probe, match } = start;
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
  const context = { request, now: at, readings, documents, route, limit, probe };
  const end = runOperation(space, { id, provider, urlScenarios, endpoint, context, reads, match, effects });
  if (scenarioReply === undefined) return end;
  return { ...end, outcome: scenarioReply.outcome, reply: scenarioReply.reply };
}

/** The effects of scenarios on this request. Usually no scenario is active; then this costs two comparisons. */
function effectsOn(space: SpaceState, start: ExchangeStart, operation: string): RequestEffects | undefined {
  const { id, at, urlScenarios, match } = start;
  if (urlScenarios.length === 0 && space.scenarios.isEmpty()) return undefined;
  const target = { ...start, operation, isStub: match !== undefined, now: at, random: space.randomFor(id) };
  return space.scenarios.apply(target, requestEffects);
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
    return withoutOperation({ source: 'scenario', operation, scenario, refusal }, reply, effects);
  }
  if (replacement === undefined) return undefined;
  const { scenario, reply } = replacement;
  return withoutOperation({ source: 'scenario', operation, scenario }, reply, effects);
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
  readonly match: StubMatch | undefined;
  readonly effects: RequestEffects | undefined;
}

/** Runs the checks, and handles the operation once all of them pass: commits its changes and queues its events. */
function runOperation(
  space: SpaceState,
  { id, provider, urlScenarios, endpoint, context, reads, match, effects }: RoutedRequest,
): ExchangeEnd {
  const operation = endpoint.operation;
  let pipelineResult = endpoint.checks.run(context);
  const adopted = pipelineResult.passed ? undefined : adoptCaller(space, provider, context, reads);
  if (adopted !== undefined) pipelineResult = endpoint.checks.run(context);
  if (!pipelineResult.passed) {
    const refusal = refusalOf(pipelineResult.refusedBy, context.readings);
    const outcome = { source: 'provider', operation, refusedBy: pipelineResult.refusedBy } as const;
    return withoutOperation(outcome, provider.refusalReply(refusal, context.readings), effects, adopted);
  }
  if (match !== undefined) return answerWithStub(space, { id, provider, context, effects, adopted }, match);
  const warnings =
    provider.warnings === undefined ? noWarnings : warningsAbout(provider.warnings, pipelineResult.known);
  if (warnings.length > 0 && space.rejectsWarnings)
    return rejectWarnings(space, { provider, context, endpoint, warnings, adopted, effects });
  const generators: Generators = { random: space.randomFor(id), next: space.nextNumber };
  const { changes, result, emits } = endpoint.handle(pipelineResult.known as never, generators);
  const reply = provider.successReply(result as never, context, generators);
  space.documents.commit(changes);
  const events = emits === undefined ? noEvents : space.outbox.post(emits, { provider, cause: id, urlScenarios });
  return { outcome: { source: 'provider', operation }, reply, effects, events, warnings, adopted, stub: undefined };
}

/** The reply of a stub to a request whose caller is verified; it writes nothing. */
function answerWithStub(
  space: SpaceState,
  {
    id,
    provider,
    context: { request, now },
    effects,
    adopted,
  }: Pick<RoutedRequest, 'id' | 'provider' | 'context' | 'effects'> & Pick<ExchangeEnd, 'adopted'>,
  { stub, parameters }: StubMatch,
): ExchangeEnd {
  const outcome = { source: 'stub', operation: stub.name } as const;
  const rendered = stub.render({ request, parameters, now, random: space.randomFor(id) });
  return withoutOperation(outcome, rendered ?? ownReply(provider, tooLongReply), effects, adopted);
}

const tooLongReply: SimulatorProblem = {
  status: 500,
  kind: 'too-large',
  says: 'The reply of this stub to this request is longer than 1 MiB.',
  fix: 'Repeat less of the request in the body of the stub.',
};

type RequestWithWarnings = Pick<RoutedRequest, 'provider' | 'context' | 'endpoint' | 'effects'> &
  Pick<ExchangeEnd, 'warnings' | 'adopted'>;

/** The simulator's own refusal of a request with warnings; it writes nothing. */
function rejectWarnings(
  space: SpaceState,
  { provider, context, endpoint, ...found }: RequestWithWarnings,
): ExchangeEnd {
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
  return { outcome, reply: ownReply(provider, problem), events: noEvents, stub: undefined, ...found };
}
