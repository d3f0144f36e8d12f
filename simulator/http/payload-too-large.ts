import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { clearTimeout, setTimeout } from 'node:timers';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import { tcpConnectionOf } from './connection.js';
import { beginProblem } from './errors.js';
import { defaultLimits, type HttpLimits } from './limits.js';

/** The limit that a body exceeded. */
interface TooLarge {
  /** Bytes. */
  readonly limit: number;
  /** Whether all of it was read; if not, its sender may still be sending. */
  readonly drained: boolean;
  /** The instant for the `Date` header, ms since the epoch. */
  readonly at: number;
}

const linger = Symbol('linger time');

/** The linger time is stored on the connection, so that functions that read a body need no parameter for it. */
type LingeringSocket = Duplex & { [linger]?: number };

/** Sets, for each connection of a server, how long it stays open after its last answer. */
export function setLingerTime(server: Server, { lingerMs }: HttpLimits): void {
  server.on('connection', (socket: LingeringSocket) => {
    socket[linger] = lingerMs;
  });
}

/** How long this connection stays open after its last answer, ms. */
export const lingerOf = (socket: Duplex): number =>
  (tcpConnectionOf(socket) as LingeringSocket)[linger] ?? defaultLimits.lingerMs;

/**
 * Discards the rest of a request, until its end or for a moment.
 *
 * A socket that is closed while bytes arrive resets the connection, and its peer may never read the answer.
 */
export function drain(request: IncomingMessage): Promise<void> {
  const { socket } = request;
  // Its sender has ended the connection: node reports an error, not the end of the request.
  if (socket.readableEnded) return Promise.resolve();
  return new Promise((resolve) => {
    const enough = (): void => {
      clearTimeout(cut);
      socket.off('end', enough);
      resolve();
    };
    const cut = setTimeout(enough, lingerOf(socket));
    socket.once('end', enough);
    request.once('close', enough).once('end', enough).resume();
  });
}

/** The problem of a body larger than a limit, bytes. */
export const tooLarge = (limit: number): SimulatorProblem => ({
  status: 413,
  kind: 'too-large',
  says: `The request's body is larger than ${limit} bytes.`,
  fix: 'Send a smaller body.',
});

/** Answers 413 at once, and closes the connection. */
export function answerTooLarge(
  request: IncomingMessage,
  response: ServerResponse,
  { limit, drained, at }: TooLarge,
): void {
  const problem = tooLarge(limit);
  if (drained) response.end(beginProblem(response, problem, { at, headers: ['Connection', 'close'] }));
  else answerWithoutReading(request, response, { problem, at });
}

/**
 * Answers a request with a problem, at once and without reading its body, and closes the connection.
 *
 * `at` is the instant for the `Date` header, ms since the epoch.
 */
export function answerWithoutReading(
  request: IncomingMessage,
  response: ServerResponse,
  { problem, at }: { readonly problem: SimulatorProblem; readonly at: number },
): void {
  const body = beginProblem(response, problem, { at, headers: ['Connection', 'close'] });
  // The answer is complete once this is written; `end` only closes the connection.
  response.write(body);
  void drain(request).then(() => response.end());
}
