import type { ServerResponse } from 'node:http';
import type { Exchange } from '../core/requests/handle-request.js';
import type { Random } from '../core/state/clock.js';
import { hasBody, replyHeaders, type Saying } from './reply-headers.js';
import { afterPause, type Pause, play } from './weather/on-the-wire.js';
import { wireScript } from './weather/wire-script.js';

/** What weather is made with. */
export interface WeatherTools {
  readonly pause: Pause;
  readonly random: () => Random;
}

/** Puts an exchange's reply on the wire, through the weather that scenarios ask for. */
export function deliver(response: ServerResponse, done: Exchange, saying: Saying, tools: WeatherTools): void {
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
