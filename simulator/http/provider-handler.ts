import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeliveryResult } from '../core/callbacks/transport.js';
import { type Exchange, handleRequest } from '../core/requests/handle-request.js';
import type { IncomingRequest } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import { type ReceiverToProbe, receiverToProbe } from '../core/requests/receiver-to-probe.js';
import { findScenarios } from '../core/scenarios/scenario-names.js';
import type { UrlScenario } from '../core/scenarios/scenario-registry.js';
import type { Random } from '../core/state/clock.js';
import type { Space } from '../core/state/space.js';
import type { Spaces } from '../core/state/spaces.js';
import { type CompleteRead, providerBodyLimit, whenRead } from './body.js';
import type { Dispatcher } from './callbacks/dispatcher.js';
import { holdConnection } from './connection-errors.js';
import { answerProblem, type ErrorHandler } from './errors.js';
import { afterDelay, type Schedule, writeScript, wireScript } from './faults.js';
import { type OwnNames, ownUrl } from './own-address.js';
import { answerTooLarge, tooLarge } from './payload-too-large.js';
import { clientIpOf, type ProviderAddress } from './request-address.js';
import { logExchange, type LogSettings, reportProblem } from './request-log.js';
import { diagnosisPath, hasBody, replyHeaders, type HeaderContext } from './response.js';

/** HTTP options of the simulator. */
export interface HttpSettings extends LogSettings {
  /** Omits the `simulator-*` headers from provider replies. */
  readonly faithful: boolean;
  /** Delays a reply. */
  readonly schedule: Schedule;
  /** The names of the simulator, for URLs of diagnoses. */
  readonly ownNames: OwnNames;
}

/** The dependencies of the handler; `log` takes one or more lines, without credentials. */
interface ProviderHandlerDependencies {
  readonly spaces: Spaces;
  readonly settings: HttpSettings;
  readonly dispatcher: Dispatcher;
  readonly log: (text: string) => void;
  readonly answerError: ErrorHandler;
}

/** A request to a provider, and its response. */
interface HttpContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly address: ProviderAddress;
  readonly targetAsSent: string;
}

/** Answers requests to a provider. `answerError` answers those that run into a bug. */
export function providerHandler(
  dependencies: Omit<ProviderHandlerDependencies, 'answerError'>,
  answerError: ErrorHandler,
): (http: HttpContext) => void {
  const all = { ...dependencies, answerError };
  return (http) => {
    const { request, response, address } = http;
    const { provider, targetForProvider } = address;
    const { method = '' } = request;
    if (provider.callbacks?.probe?.mayRegister({ method, targetForProvider }) === true) {
      holdConnection(request, response);
    }
    whenRead(request, providerBodyLimit, (body) => {
      try {
        answer(http, body, all);
      } catch (error) {
        answerError(error, response);
      }
    });
  };
}

function answer(http: HttpContext, body: CompleteRead, dependencies: ProviderHandlerDependencies): void {
  const { request, response, address } = http;
  const client = clientIpOf(request);
  const space = dependencies.spaces.getOrCreate(address.space);
  const at = space.clock.now();
  if (body.outcome === 'too-large') {
    answerTooLarge(request, response, { limit: providerBodyLimit, drained: body.drained, at });
    reportProblem({ request, address, space, problem: tooLarge(providerBodyLimit), at }, dependencies.settings);
    return;
  }
  if ('problem' in client) {
    reject(http, client.problem, { at, space, settings: dependencies.settings });
    return;
  }
  const urlScenarios = findScenarios(address.provider, address.scenarios);
  if (!urlScenarios.ok) {
    reject(http, urlScenarios.problem, { at, space, settings: dependencies.settings });
    return;
  }
  const { provider, host, targetForProvider } = address;
  const { method = '', rawHeaders } = request;
  const { targetAsSent } = http;
  const { bytes } = body;
  const incoming = {
    method,
    host,
    targetAsSent,
    targetForProvider,
    rawHeaders,
    body: bytes,
    clientIp: client.clientIp,
  };
  const receiver = receiverToProbe(space, provider, incoming, urlScenarios.value);
  if (receiver === undefined) runExchange(http, dependencies, { space, incoming, urlScenarios: urlScenarios.value });
  else probeFirst(http, dependencies, { space, incoming, urlScenarios: urlScenarios.value, receiver });
}

/** Answers with a problem of the request itself; no space records it. */
function reject(
  { request, response, address }: HttpContext,
  problem: SimulatorProblem,
  { at, space, settings }: { readonly at: number; readonly space: Space; readonly settings: HttpSettings },
): void {
  answerProblem(response, problem, { at });
  reportProblem({ request, address, space, problem, at }, settings);
}

interface ExchangeInput {
  readonly space: Space;
  readonly incoming: IncomingRequest;
  readonly urlScenarios: readonly UrlScenario[];
  /** Default: no receiver was probed. */
  readonly probe?: DeliveryResult;
}

/** Probes the receiver that a request registers, and then handles the request. */
function probeFirst(
  http: HttpContext,
  dependencies: ProviderHandlerDependencies,
  { receiver, ...exchangeInput }: ExchangeInput & { readonly receiver: ReceiverToProbe },
): void {
  const { address, response } = http;
  const { dispatcher, spaces, answerError } = dependencies;
  const run = (probe: DeliveryResult): void => {
    // The space may have been removed in the meantime; then its name means a new one.
    runExchange(http, dependencies, { ...exchangeInput, space: spaces.getOrCreate(address.space), probe });
  };
  dispatcher
    .probe(exchangeInput.space, receiver)
    .then(run)
    .catch((error: unknown) => {
      answerError(error, response);
    });
}

/** Handles a request, sends the reply and records the exchange, in one turn. */
function runExchange(
  http: HttpContext,
  dependencies: ProviderHandlerDependencies,
  { space, incoming, urlScenarios, probe }: ExchangeInput,
): void {
  const startTime = performance.now();
  const { provider } = http.address;
  const exchange = handleRequest(space, provider, incoming, { urlScenarios, probe });
  const path = diagnosisPath(exchange, space.name);
  const diagnosis = path && `${ownUrl(http.request, dependencies.settings.ownNames)}${path}`;
  if (exchange.events.length === 0) reply(http, dependencies, { space, exchange, diagnosis });
  else replyAndDeliver(http, dependencies, { space, exchange, diagnosis });
  const durationMs = performance.now() - startTime;
  space.journal.record(exchange, durationMs);
  logExchange(exchange, { space, durationMs, diagnosis }, dependencies);
  dependencies.spaces.enforceMemoryLimit(space);
}

interface ExchangeInSpace {
  readonly space: Space;
  readonly exchange: Exchange;
  readonly diagnosis: string | undefined;
}

function reply(
  { response }: HttpContext,
  { settings: { faithful, schedule } }: ProviderHandlerDependencies,
  { space, exchange, diagnosis }: ExchangeInSpace,
): void {
  deliver(
    response,
    exchange,
    { space: space.name, faithful, diagnosis },
    { schedule, random: () => space.randomFor(exchange.id) },
  );
}

/** Callbacks are sent after the reply, or before it if a scenario says so. */
function replyAndDeliver(
  http: HttpContext,
  dependencies: ProviderHandlerDependencies,
  exchangeInSpace: ExchangeInSpace,
): void {
  const { dispatcher } = dependencies;
  const { space, exchange } = exchangeInSpace;
  if (exchange.effects?.callbackBeforeReply !== undefined) {
    void dispatcher.deliverDue(space, exchange.events).then(() => {
      reply(http, dependencies, exchangeInSpace);
    });
    return;
  }
  // A reply that is never sent must not delay the callbacks.
  if (exchange.effects?.fault === 'hang') dispatcher.startDeliveries(space);
  http.response.once('close', () => {
    dispatcher.startDeliveries(space);
  });
  reply(http, dependencies, exchangeInSpace);
}

/** The schedule and the random values of a fault. */
interface FaultInput {
  readonly schedule: Schedule;
  readonly random: () => Random;
}

/** Sends an exchange's reply, with the delay and the fault of its scenarios. */
function deliver(response: ServerResponse, exchange: Exchange, context: HeaderContext, input: FaultInput): void {
  const { effects } = exchange;
  if (effects === undefined) {
    write(response, exchange, context);
    return;
  }
  const { delayMs, fault } = effects;
  const act = (): void => {
    if (fault === undefined) {
      write(response, exchange, context);
      return;
    }
    const outgoing = { ...exchange.reply, headers: replyHeaders(exchange, context) };
    writeScript(response, wireScript(fault, outgoing, input.random()), input.schedule);
  };
  afterDelay(response, input.schedule, { ms: delayMs, act });
}

function write(response: ServerResponse, exchange: Exchange, context: HeaderContext): void {
  const { status, body } = exchange.reply;
  response.sendDate = false;
  response.writeHead(status, replyHeaders(exchange, context));
  // Node itself omits the body of an answer to a HEAD request.
  response.end(hasBody(status) ? body : undefined);
}
