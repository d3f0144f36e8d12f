import type { ServerResponse } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { DeliveryResult } from '../core/callbacks/transport.js';
import { warningViews } from '../core/pipeline/warning.js';
import { type Exchange, handleRequest } from '../core/requests/handle-request.js';
import type { IncomingRequest } from '../core/requests/incoming-request.js';
import { type ProbedReceiver, receiverToProbe } from '../core/requests/receiver-to-probe.js';
import { findScenarios } from '../core/scenarios/scenario-names.js';
import type { Named } from '../core/scenarios/scenario-registry.js';
import type { Random } from '../core/state/clock.js';
import type { Space } from '../core/state/space.js';
import type { Spaces } from '../core/state/spaces.js';
import { type EndedBody, providerBodyLimit, whenRead } from './body.js';
import type { Dispatcher } from './callbacks/dispatcher.js';
import { holdConnection, turnOf } from './connection-errors.js';
import { answerProblem, stackOf } from './errors.js';
import { afterPause, type Pause, play, wireScript } from './faults.js';
import { answerTooLarge } from './payload-too-large.js';
import { callerOf, incomingOf, type ProviderAddress } from './request-address.js';
import { hasBody, replyHeaders, type HeaderContext } from './response.js';

/** HTTP options of the simulator. */
export interface HttpSettings {
  /** Omits the `simulator-*` headers from provider replies. */
  readonly faithful: boolean;
  /** Delays a reply. */
  readonly pause: Pause;
  /** Takes the first warning of each name in a space, without credentials. Default: none. */
  readonly warn?: ((text: string) => void) | undefined;
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

function answer(call: Call, body: EndedBody, parts: ProviderHandlerParts): void {
  const { request, response, address } = call;
  const caller = callerOf(request);
  const space = parts.spaces.of(address.space);
  const at = space.clock.now();
  if (body.outcome === 'too-large') {
    answerTooLarge(request, response, { limit: providerBodyLimit, drained: body.drained, at });
    return;
  }
  if ('problem' in caller) {
    answerProblem(response, caller.problem, { at });
    return;
  }
  const named = findScenarios(address.provider, address.scenarios);
  if (!named.ok) {
    answerProblem(response, named.problem, { at });
    return;
  }
  const { provider, host, targetForProvider } = address;
  const { method, rawHeaders } = request;
  const { targetAsSent } = call;
  const { bytes } = body;
  const incoming = { method, host, targetAsSent, targetForProvider, rawHeaders, body: bytes, from: caller.from };
  const receiver = receiverToProbe(space, provider, incoming, named.value);
  if (receiver === undefined) runExchange(call, parts, { space, incoming, named: named.value });
  else probeFirst(call, parts, { space, incoming, named: named.value, receiver });
}

interface ProviderCall {
  readonly space: Space;
  readonly incoming: IncomingRequest;
  readonly named: readonly Named[];
  /** Default: no receiver was probed. */
  readonly probe?: DeliveryResult;
}

/** Probes the receiver that a request registers, and then handles the request. */
function probeFirst(
  call: Call,
  parts: ProviderHandlerParts,
  { receiver, ...asked }: ProviderCall & { readonly receiver: ProbedReceiver },
): void {
  const { address, next } = call;
  const { dispatcher, spaces } = parts;
  const run = (probe: DeliveryResult): void => {
    // The space may have been removed in the meantime; then its name means a new one.
    runExchange(call, parts, { ...asked, space: spaces.of(address.space), probe });
  };
  dispatcher.probe(asked.space, receiver).then(run).catch(next);
}

/** Handles a request, sends the reply and records the exchange, in one turn. */
function runExchange(call: Call, parts: ProviderHandlerParts, { space, incoming, named, probe }: ProviderCall): void {
  const began = performance.now();
  const { provider } = call.address;
  const done = handleRequest(space, provider, incoming, { named, probe });
  if (done.events.length === 0) reply(call, parts, { space, done });
  else replyAndDeliver(call, parts, { space, done });
  if (done.outcome.source === 'fault') parts.log(space.redactor()(stackOf(done.outcome.error), incoming));
  if (done.adopted !== undefined) parts.log(adoptedLine(done, space));
  if (done.warnings.length > 0) logWarnings(done, space, parts.settings);
  space.journal.record(done, performance.now() - began);
  parts.spaces.settle(space);
}

const adoptedLine = ({ id, adopted = '', provider }: Exchange, space: Space): string =>
  `exchange ${id} in space ${space.name}: added ${provider.name} ${adopted} to the world; its signature is right with an adopt token`;

const loggedWarnings = new WeakMap<Space, Set<string>>();

/** Logs each warning once in a space: a client usually makes a mistake in every request. The journal has them all. */
function logWarnings({ id, warnings, request }: Exchange, space: Space, { warn }: HttpSettings): void {
  if (warn === undefined) return;
  const logged = loggedWarnings.get(space) ?? new Set();
  loggedWarnings.set(space, logged);
  const first = warnings.filter(({ warning }) => !logged.has(warning.name));
  if (first.length === 0) return;
  const redact = space.redactor();
  for (const { name, says, fix } of warningViews(first, 'en', (text) => redact(text, request))) {
    logged.add(name);
    warn(`warning: exchange ${id} in space ${space.name}: ${says} ${fix} (${name})`);
  }
}

interface SpaceExchange {
  readonly space: Space;
  readonly done: Exchange;
}

function reply(
  { response }: Call,
  { settings: { faithful, pause } }: ProviderHandlerParts,
  { space, done }: SpaceExchange,
): void {
  deliver(response, done, { space: space.name, faithful }, { pause, random: () => space.randomFor(done.id) });
}

/** Callbacks are sent after the reply, or before it if a scenario says so. */
function replyAndDeliver(call: Call, parts: ProviderHandlerParts, answered: SpaceExchange): void {
  const { dispatcher } = parts;
  const { space, done } = answered;
  if (done.effects?.early !== undefined) {
    void dispatcher.deliverDue(space, done.events).then(() => {
      reply(call, parts, answered);
    });
    return;
  }
  // A reply that is never sent must not delay the callbacks.
  if (done.effects?.fault === 'hang') dispatcher.wake(space);
  call.response.once('close', () => {
    dispatcher.wake(space);
  });
  reply(call, parts, answered);
}

/** The tools of faults. */
interface FaultTools {
  readonly pause: Pause;
  readonly random: () => Random;
}

/** Sends an exchange's reply, with the delay and the fault of its scenarios. */
function deliver(response: ServerResponse, done: Exchange, context: HeaderContext, tools: FaultTools): void {
  const { effects } = done;
  if (effects === undefined) {
    write(response, done, context);
    return;
  }
  const { delayMs, fault } = effects;
  const act = (): void => {
    if (fault === undefined) {
      write(response, done, context);
      return;
    }
    const outgoing = { ...done.reply, headers: replyHeaders(done, context) };
    play(response, wireScript(fault, outgoing, tools.random()), tools.pause);
  };
  afterPause(response, tools.pause, { ms: delayMs, act });
}

function write(response: ServerResponse, done: Exchange, context: HeaderContext): void {
  const { status, body } = done.reply;
  response.sendDate = false;
  response.writeHead(status, replyHeaders(done, context));
  // Node itself omits the body of an answer to a HEAD request.
  response.end(hasBody(status) ? body : undefined);
}
