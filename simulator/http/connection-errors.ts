import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Clock } from '../core/state/clock.js';
import { problemOnTheWire } from './errors.js';
import { type HttpLimits, tooManyHeaders, tooSlow } from './limits.js';
import { answerUnread, lingerOf } from './payload-too-large.js';

/** Stored on the connection itself: cheaper for each request than a separate map. */
const latest = Symbol('latest response');

type Connection = Duplex & { [latest]?: ServerResponse };

/** Stores the latest response of a connection, so that an error does not overtake it. Call it for each request. */
export function rememberResponse({ socket }: IncomingMessage, response: ServerResponse): void {
  (socket as Connection)[latest] = response;
}

/** The parts that error answers depend on. */
interface ConnectionErrorParts {
  readonly clock: Clock;
  readonly limits: HttpLimits;
}

/**
 * Answers input that node's HTTP server does not turn into requests, such as invalid HTTP, with a problem.
 *
 * The answer follows the replies to earlier requests on the same connection, and closes the connection.
 */
export function answerConnectionErrors(server: Server, { clock, limits }: ConnectionErrorParts): void {
  const outcome = new WeakSet<Duplex>();
  const end = (socket: Connection, problem: SimulatorProblem): void => {
    // Node reports an error for each further piece of such input.
    if (outcome.has(socket)) return;
    outcome.add(socket);
    // The peer may have closed the connection already, which is not an error.
    socket.on('error', () => {
      socket.destroy();
    });
    endInTurn(socket, problem, clock);
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Connection) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else end(socket, problemOf(error, limits));
  });
}

/** Calls `then` when all earlier requests of a connection are answered; at once if there are none. */
export function afterEarlierReplies(socket: Connection, then: () => void): void {
  const before = socket[latest];
  if (before === undefined || before.destroyed) then();
  else before.once('close', then);
}

function endInTurn(socket: Connection, problem: SimulatorProblem, clock: Clock): void {
  const before = socket[latest];
  // Not `writableFinished`: it is true before node has closed a connection that it is going to close.
  if (before === undefined || before.destroyed) hangUp(socket, problem);
  else if (before.req.complete) {
    before.once('close', () => {
      hangUp(socket, problem);
    });
  } else if (!before.headersSent) {
    // The error is in the body of this request: its handler must not wait for the end.
    before.req.removeAllListeners('data').removeAllListeners('end');
    answerUnread(before.req, before, { problem, at: clock.now() });
  }
}

/** Writes a last answer, and closes the connection when the peer does, or after a moment. */
export function hangUp(socket: Duplex, problem: SimulatorProblem): void {
  // An earlier answer may have closed the connection.
  if (!socket.writable) return;
  const close = (): void => {
    clearTimeout(cut);
    socket.destroy();
  };
  const cut = setTimeout(close, lingerOf(socket)).unref();
  socket.once('end', close).once('close', close);
  socket.end(problemOnTheWire(problem));
  // Only reading detects that the peer closes the connection.
  socket.resume();
}

const badTarget: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: 'The request target has invalid characters.',
  fix: 'Percent-encode it: a target is ASCII without spaces.',
};

const notHttp: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: 'The request is not valid HTTP/1.1.',
  fix: 'Send HTTP/1.1, plain or over TLS.',
};

/** Maps node's error codes to problems. */
function problemOf({ code = '' }: NodeJS.ErrnoException, limits: HttpLimits): SimulatorProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return tooManyHeaders(limits);
    case 'HPE_INVALID_URL':
      return badTarget;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow(limits);
    default:
      return notHttp;
  }
}
