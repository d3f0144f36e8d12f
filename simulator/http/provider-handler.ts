import type { ServerResponse } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
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
import { holdConnection, turnOf } from './connection-errors.js';
import { answerProblem } from './errors.js';
import { afterPause, type Pause, play, wireScript } from './faults.js';
import { type OwnNames, ownUrl } from './own-address.js';
import { answerTooLarge, tooLarge } from './payload-too-large.js';
import { callerOf, incomingOf, type ProviderAddress } from './request-address.js';
import { logExchange, type LogSettings, reportProblem } from './request-log.js';
import { diagnosisPath, hasBody, replyHeaders, type HeaderContext } from './response.js';

/** HTTP options of the simulator. */
export interface HttpSettings extends LogSettings {
  /** Omits the `simulator-*` headers from provider replies. */
  readonly faithful: boolean;
  /** Delays a reply. */
  readonly pause: Pause;
  /** The names of the simulator, for URLs of diagnoses. */
  readonly ownNames: OwnNames;
}

/** The parts of the handler; `log` takes one or more lines, without credentials. */
interface ProviderHandlerParts {
  readonly spaces: Spaces;
  readonly settings: HttpSettings;
  readonly dispatcher: Dispatcher;
  readonly log: (text: string) => void;
}

/** Answers requests to a provider, and passes all others on. */
export function providerHandler(parts: ProviderHandlerParts): RequestHandler {
  const receive: RequestHandler = (request, response, next) => {
    const { address, targetAsSent } = incomingOf(request);
    if (address.to !== 'provider') {
      next();
      return;
    }
    const call = { request, response, address, targetAsSent, next };
    const { provider, targetForProvider } = address;
    if (provider.callbacks?.probe?.mayPrecede({ method: request.method, targetForProvider }) === true) {
      holdConnection(request, response);
    }
    whenRead(request, providerBodyLimit, (body) => {
      try {
        answer(call, body, parts);
      } catch (error) {
        // Express does not catch exceptions outside of its own call.
        next(error);
      }
    });
  };
  return (request, response, next) => {
    const turn = turnOf(request);
    if (turn === undefined) return receive(request, response, next);
    return turn.then(() => receive(request, response, next));
  };
}

interface Call {
  readonly request: Request;
  readonly response: Response;
  readonly address: ProviderAddress;
  readonly targetAsSent: string;
  readonly next: NextFunction;
}

function answer(call: Call, body: CompleteRead, parts: ProviderHandlerParts): void {
  const { request, response, address } = call;
  const caller = callerOf(request);
  const space = parts.spaces.of(address.space);
  const at = space.clock.now();
  if (body.outcome === 'too-large') {
    answerTooLarge(request, response, { limit: providerBodyLimit, drained: body.drained, at });
    reportProblem({ request, address, problem: tooLarge(providerBodyLimit), at }, parts.settings);
    return;
  }
  if ('problem' in caller) {
    reject(call, caller.problem, { at, settings: parts.settings });
    return;
  }
  const urlScenarios = findScenarios(address.provider, address.scenarios);
  if (!urlScenarios.ok) {
    reject(call, urlScenarios.problem, { at, settings: parts.settings });
    return;
  }
  const { provider, host, targetForProvider } = address;
  const { method, rawHeaders } = request;
  const { targetAsSent } = call;
  const { bytes } = body;
  const incoming = { method, host, targetAsSent, targetForProvider, rawHeaders, body: bytes, from: caller.from };
  const receiver = receiverToProbe(space, provider, incoming, urlScenarios.value);
  if (receiver === undefined) runExchange(call, parts, { space, incoming, urlScenarios: urlScenarios.value });
  else probeFirst(call, parts, { space, incoming, urlScenarios: urlScenarios.value, receiver });
}

/** Answers with a problem of the request itself; no space records it. */
function reject(
  { request, response, address }: Call,
  problem: SimulatorProblem,
  { at, settings }: { readonly at: number; readonly settings: HttpSettings },
): void {
  answerProblem(response, problem, { at });
  reportProblem({ request, address, problem, at }, settings);
}

interface ProviderCall {
  readonly space: Space;
  readonly incoming: IncomingRequest;
  readonly urlScenarios: readonly UrlScenario[];
  /** Default: no receiver was probed. */
  readonly probe?: DeliveryResult;
}

/** Probes the receiver that a request registers, and then handles the request. */
function probeFirst(
  call: Call,
  parts: ProviderHandlerParts,
  { receiver, ...providerCall }: ProviderCall & { readonly receiver: ReceiverToProbe },
): void {
  const { address, next } = call;
  const { dispatcher, spaces } = parts;
  const run = (probe: DeliveryResult): void => {
    // The space may have been removed in the meantime; then its name means a new one.
    runExchange(call, parts, { ...providerCall, space: spaces.of(address.space), probe });
  };
  dispatcher.probe(providerCall.space, receiver).then(run).catch(next);
}

/** Handles a request, sends the reply and records the exchange, in one turn. */
function runExchange(
  call: Call,
  parts: ProviderHandlerParts,
  { space, incoming, urlScenarios, probe }: ProviderCall,
): void {
  const startTime = performance.now();
  const { provider } = call.address;
  const exchange = handleRequest(space, provider, incoming, { urlScenarios, probe });
  const path = diagnosisPath(exchange, space.name);
  const diagnosis = path && `${ownUrl(call.request, parts.settings.ownNames)}${path}`;
  if (exchange.events.length === 0) reply(call, parts, { space, exchange, diagnosis });
  else replyAndDeliver(call, parts, { space, exchange, diagnosis });
  const took = performance.now() - startTime;
  space.journal.record(exchange, took);
  logExchange(exchange, { space, took, diagnosis }, parts);
  parts.spaces.settle(space);
}

interface ExchangeInSpace {
  readonly space: Space;
  readonly exchange: Exchange;
  readonly diagnosis: string | undefined;
}

function reply(
  { response }: Call,
  { settings: { faithful, pause } }: ProviderHandlerParts,
  { space, exchange, diagnosis }: ExchangeInSpace,
): void {
  deliver(
    response,
    exchange,
    { space: space.name, faithful, diagnosis },
    { pause, random: () => space.randomFor(exchange.id) },
  );
}

/** Callbacks are sent after the reply, or before it if a scenario says so. */
function replyAndDeliver(call: Call, parts: ProviderHandlerParts, exchangeInSpace: ExchangeInSpace): void {
  const { dispatcher } = parts;
  const { space, exchange } = exchangeInSpace;
  if (exchange.effects?.early !== undefined) {
    void dispatcher.deliverDue(space, exchange.events).then(() => {
      reply(call, parts, exchangeInSpace);
    });
    return;
  }
  // A reply that is never sent must not delay the callbacks.
  if (exchange.effects?.fault === 'hang') dispatcher.wake(space);
  call.response.once('close', () => {
    dispatcher.wake(space);
  });
  reply(call, parts, exchangeInSpace);
}

/** The tools of faults. */
interface FaultTools {
  readonly pause: Pause;
  readonly random: () => Random;
}

/** Sends an exchange's reply, with the delay and the fault of its scenarios. */
function deliver(response: ServerResponse, exchange: Exchange, context: HeaderContext, tools: FaultTools): void {
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
    play(response, wireScript(fault, outgoing, tools.random()), tools.pause);
  };
  afterPause(response, tools.pause, { ms: delayMs, act });
}

function write(response: ServerResponse, exchange: Exchange, context: HeaderContext): void {
  const { status, body } = exchange.reply;
  response.sendDate = false;
  response.writeHead(status, replyHeaders(exchange, context));
  // Node itself omits the body of an answer to a HEAD request.
  response.end(hasBody(status) ? body : undefined);
}
