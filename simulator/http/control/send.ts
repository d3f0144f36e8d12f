import type { ServerResponse } from 'node:http';
import type { Space } from '../../core/state/space.js';
import { headerNames } from '../../../contracts/simulator-headers.js';
import { httpDate } from '../http-date.js';
import type { Answer } from './answer.js';

/** Where an answer goes, and the space whose clock dates the answer. */
export interface Answering {
  readonly response: ServerResponse;
  readonly space: Space;
  /** False where no space was asked: then only the date is taken from it. */
  readonly named?: boolean;
}

/** A page of another site, which may embed what it cannot read, gets no use out of a reply. */
const protection = { 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'same-origin' };

/** Sends an answer, unless the connection has gone or trouble on it was answered already. */
export function send(answer: Answer, { response, space, named = true }: Answering): void {
  if (response.destroyed || response.headersSent) return;
  const { status, contentType, body, headers } = answer;
  response.writeHead(status, {
    Date: httpDate(space.clock.now()),
    'Cache-Control': 'no-store',
    ...protection,
    ...(named && { [headerNames.space]: space.name }),
    ...(contentType !== null && { 'Content-Type': contentType, 'Content-Length': body.length }),
    ...headers,
  });
  response.end(body);
}
