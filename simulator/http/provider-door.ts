import type { Request, RequestHandler, Response } from 'express';
import { exchange } from '../core/exchange.js';
import type { Exchange } from '../core/exchange.js';
import type { SimulatorProblem } from '../core/problem.js';
import type { Space } from '../core/space.js';
import type { Spaces } from '../core/spaces.js';
import type { EndedBody } from './body.js';
import { providerBodyLimit, whenRead } from './body.js';
import { callerOf } from './caller.js';
import type { ProviderAddress } from './incoming.js';
import { incomingOf } from './incoming.js';
import { answerProblem } from './own-voice.js';
import { hasBody, replyHeaders } from './reply-headers.js';
import { stackOf } from './stack.js';
import { answerTooLarge } from './too-large.js';

/** How the simulator speaks HTTP. */
export interface HttpSettings {
  /** Leaves the `simulator-*` headers off provider replies. */
  readonly faithful: boolean;
}

/** What the provider door stands on; `log` takes a line or more, free of credentials. */
export interface ProviderDoor {
  readonly spaces: Spaces;
  readonly settings: HttpSettings;
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
  } else if ('problem' in caller) {
    answerProblem(response, caller.problem, { at });
  } else if (address.scenarios.length > 0) {
    answerProblem(response, noSuchScenario, { at });
  } else {
    converse(call, door, { space, from: caller.from, body: body.bytes });
  }
}

const noSuchScenario: SimulatorProblem = {
  status: 404,
  kind: 'not-found',
  says: 'There is no scenario of this name.',
  fix: 'Take the "/+scenario" segment out of the URL.',
};

interface Conversation {
  readonly space: Space;
  readonly from: string;
  readonly body: Uint8Array;
}

/** From the last byte of the request to the journal, in one turn. */
function converse(call: Call, { settings, log }: ProviderDoor, { space, from, body }: Conversation): void {
  const began = performance.now();
  const { request, response, address, targetAsSent } = call;
  const { provider, host, targetForProvider } = address;
  const { method, rawHeaders } = request;
  const arrival = { method, host, targetAsSent, targetForProvider, rawHeaders, body, from };
  const done = exchange(space, provider, arrival);
  write(response, done, { space: space.name, faithful: settings.faithful });
  if (done.ending.voice === 'fault') log(space.redactor()(stackOf(done.ending.error), arrival));
  space.journal.record(done, performance.now() - began);
}

function write(response: Response, done: Exchange, saying: Parameters<typeof replyHeaders>[1]): void {
  const { status, body } = done.reply;
  response.sendDate = false;
  response.writeHead(status, replyHeaders(done, saying));
  // Node itself leaves the body out of the answer to a HEAD.
  response.end(hasBody(status) ? body : undefined);
}
