import type { RequestHandler } from 'express';
import type { Clock } from '../core/state/clock.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import { readBody } from './body.js';
import { incomingOf, type NowhereAddress } from './incoming.js';
import { answerProblem } from './own-voice.js';
import { letItRunDry } from './too-large.js';

/** Answers whatever leads nowhere, once its body is out of the way, and lets everything else pass. */
export function nowhereDoor(clock: Clock): RequestHandler {
  return async (request, response, next) => {
    const { address } = incomingOf(request);
    if (address.to !== 'nowhere') {
      next();
      return;
    }
    const body = await readBody(request, 0);
    if (body.outcome === 'aborted') return;
    const undrained = body.outcome === 'too-large' && !body.drained;
    if (undrained) await letItRunDry(request);
    const headers = undrained ? ['Connection', 'close'] : [];
    answerProblem(response, problemOf(address), { at: clock.now(), headers });
  };
}

function problemOf({ status, says, fix }: NowhereAddress): SimulatorProblem {
  return { status, kind: status === 404 ? 'not-found' : 'bad-request', says, fix };
}
