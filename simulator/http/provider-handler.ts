import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { type Exchange, handleRequest } from '../core/requests/handle-request.js';
import { findScenarios } from '../core/scenarios/scenario-names.js';
import type { Named } from '../core/scenarios/scenario-registry.js';
import type { Random } from '../core/state/clock.js';
import type { Space } from '../core/state/space.js';
import type { Spaces } from '../core/state/spaces.js';
import { type EndedBody, providerBodyLimit, whenRead } from './body.js';
import type { Dispatcher } from './callbacks/dispatcher.js';
import { answerProblem, stackOf } from './errors.js';
import { afterPause, type Pause, play, wireScript } from './faults.js';
import { answerTooLarge } from './payload-too-large.js';
import { callerOf, incomingOf, type ProviderAddress } from './request-address.js';
import { hasBody, replyHeaders, type Saying } from './response.js';

/** How the simulator speaks HTTP. */
export interface HttpSettings {
  /** Leaves the `simulator-*` headers off provider replies. */
  readonly faithful: boolean;
  /** How a slow reply waits. */
  readonly pause: Pause;
}

/** What the handler needs; `log` takes a line or more, free of credentials. */
interface ProviderHandlerParts {
  readonly spaces: Spaces;
  readonly settings: HttpSettings;
  readonly dispatcher: Dispatcher;
  readonly log: (text: string) => void;
}

/** Answers whatever is on its way to a provider, and lets everything else pass. */
export function providerHandler(parts: ProviderHandlerParts): RequestHandler {
  return (request, response, next) => {
    const { address, targetAsSent } = incomingOf(request);
    if (address.to !== 'provider') {
      next();
      return;
    }
    const call = { request, response, address, targetAsSent };
    whenRead(request, providerBodyLimit, (body) => {
      try {
        answer(call, body, parts);
      } catch (error) {
        // Outside of express's own call nobody else would catch it.
        next(error);
      }
    });
  };
}

interface Call {
  readonly request: Request;
  readonly response: Response;
  readonly address: ProviderAddress;
  readonly targetAsSent: string;
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
  if (named.ok) converse(call, parts, { space, from: caller.from, body: body.bytes, named: named.value });
  else answerProblem(response, named.problem, { at });
}

interface Conversation {
  readonly space: Space;
  readonly from: string;
  readonly body: Uint8Array;
  readonly named: readonly Named[];
}

/** From the last byte of the request to the journal, in one turn. */
function converse(call: Call, parts: ProviderHandlerParts, { space, from, body, named }: Conversation): void {
  const began = performance.now();
  const { request, address, targetAsSent } = call;
  const { provider, host, targetForProvider } = address;
  const { method, rawHeaders } = request;
  const incoming = { method, host, targetAsSent, targetForProvider, rawHeaders, body, from };
  const done = handleRequest(space, provider, incoming, named);
  if (done.events.length === 0) reply(call, parts, { space, done });
  else replyAndDeliver(call, parts, { space, done });
  if (done.outcome.source === 'fault') parts.log(space.redactor()(stackOf(done.outcome.error), incoming));
  space.journal.record(done, performance.now() - began);
  parts.spaces.settle(space);
}

interface Answered {
  readonly space: Space;
  readonly done: Exchange;
}

function reply(
  { response }: Call,
  { settings: { faithful, pause } }: ProviderHandlerParts,
  { space, done }: Answered,
): void {
  deliver(response, done, { space: space.name, faithful }, { pause, random: () => space.randomFor(done.id) });
}

/** Callbacks come when the reply is gone; before it only where a scenario has it so. */
function replyAndDeliver(call: Call, parts: ProviderHandlerParts, answered: Answered): void {
  const { dispatcher } = parts;
  const { space, done } = answered;
  if (done.effects?.early !== undefined) {
    void dispatcher.deliverDue(space, done.events).then(() => {
      reply(call, parts, answered);
    });
    return;
  }
  // A reply that never comes holds nothing up.
  if (done.effects?.fault === 'hang') dispatcher.wake(space);
  call.response.once('close', () => {
    dispatcher.wake(space);
  });
  reply(call, parts, answered);
}

/** What faults need. */
interface FaultTools {
  readonly pause: Pause;
  readonly random: () => Random;
}

/** Puts an exchange's reply on the wire, with the delay and the fault of its scenarios. */
function deliver(response: ServerResponse, done: Exchange, saying: Saying, tools: FaultTools): void {
  const { effects } = done;
  if (effects === undefined) {
    write(response, done, saying);
    return;
  }
  const { delayMs, fault } = effects;
  const act = (): void => {
    if (fault === undefined) {
      write(response, done, saying);
      return;
    }
    const outgoing = { ...done.reply, headers: replyHeaders(done, saying) };
    play(response, wireScript(fault, outgoing, tools.random()), tools.pause);
  };
  afterPause(response, tools.pause, { ms: delayMs, act });
}

function write(response: ServerResponse, done: Exchange, saying: Saying): void {
  const { status, body } = done.reply;
  response.sendDate = false;
  response.writeHead(status, replyHeaders(done, saying));
  // Node itself leaves the body out of the answer to a HEAD.
  response.end(hasBody(status) ? body : undefined);
}
