import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { type Exchange, exchange } from '../core/requests/handle-request.js';
import { namedIn } from '../core/scenarios/scenario-names.js';
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

/** What the provider door stands on; `log` takes a line or more, free of credentials. */
interface ProviderDoor {
  readonly spaces: Spaces;
  readonly settings: HttpSettings;
  readonly dispatcher: Dispatcher;
  readonly log: (text: string) => void;
}

/** Answers whatever is on its way to a provider, and lets everything else pass. */
export function providerDoor(door: ProviderDoor): RequestHandler {
  return (request, response, next) => {
    const { address, targetAsSent } = incomingOf(request);
    if (address.to !== 'provider') {
      next();
      return;
    }
    const call = { request, response, address, targetAsSent };
    whenRead(request, providerBodyLimit, (body) => {
      try {
        answer(call, body, door);
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

function answer(call: Call, body: EndedBody, door: ProviderDoor): void {
  const { request, response, address } = call;
  const caller = callerOf(request);
  const space = door.spaces.of(address.space);
  const at = space.clock.now();
  if (body.outcome === 'too-large') {
    answerTooLarge(request, response, { limit: providerBodyLimit, drained: body.drained, at });
    return;
  }
  if ('problem' in caller) {
    answerProblem(response, caller.problem, { at });
    return;
  }
  const named = namedIn(address.provider, address.scenarios);
  if (named.ok) converse(call, door, { space, from: caller.from, body: body.bytes, named: named.value });
  else answerProblem(response, named.problem, { at });
}

interface Conversation {
  readonly space: Space;
  readonly from: string;
  readonly body: Uint8Array;
  readonly named: readonly Named[];
}

/** From the last byte of the request to the journal, in one turn. */
function converse(call: Call, door: ProviderDoor, { space, from, body, named }: Conversation): void {
  const began = performance.now();
  const { request, address, targetAsSent } = call;
  const { provider, host, targetForProvider } = address;
  const { method, rawHeaders } = request;
  const arrival = { method, host, targetAsSent, targetForProvider, rawHeaders, body, from };
  const done = exchange(space, provider, arrival, named);
  if (done.notices.length === 0) reply(call, door, { space, done });
  else replyAndTell(call, door, { space, done });
  if (done.ending.voice === 'fault') door.log(space.redactor()(stackOf(done.ending.error), arrival));
  space.journal.record(done, performance.now() - began);
  door.spaces.settle(space);
}

interface Answered {
  readonly space: Space;
  readonly done: Exchange;
}

function reply({ response }: Call, { settings: { faithful, pause } }: ProviderDoor, { space, done }: Answered): void {
  deliver(response, done, { space: space.name, faithful }, { pause, random: () => space.randomFor(done.id) });
}

/** Callbacks come when the reply is gone; before it only where a scenario has it so. */
function replyAndTell(call: Call, door: ProviderDoor, answered: Answered): void {
  const { dispatcher } = door;
  const { space, done } = answered;
  if (done.happened?.early !== undefined) {
    void dispatcher.tellDue(space, done.notices).then(() => {
      reply(call, door, answered);
    });
    return;
  }
  // A reply that never comes holds nothing up.
  if (done.happened?.fault === 'hang') dispatcher.wake(space);
  call.response.once('close', () => {
    dispatcher.wake(space);
  });
  reply(call, door, answered);
}

/** What weather is made with. */
interface WeatherTools {
  readonly pause: Pause;
  readonly random: () => Random;
}

/** Puts an exchange's reply on the wire, through the weather that scenarios ask for. */
function deliver(response: ServerResponse, done: Exchange, saying: Saying, tools: WeatherTools): void {
  const { happened } = done;
  if (happened === undefined) {
    write(response, done, saying);
    return;
  }
  const { delayMs, fault } = happened;
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
