import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Provider } from '../core/provider.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Clock } from '../core/state/clock.js';
import { problemOnTheWire } from './errors.js';
import { type HttpLimits, tooManyHeaders, tooSlow } from './limits.js';
import { exampleUrl } from './not-found.js';
import { answerUnread, lingerOf } from './payload-too-large.js';

/** A member of the connection itself, which is cheaper for each request than a map beside it. */
const latest = Symbol('the response that was begun last');

type Connection = Duplex & { [latest]?: ServerResponse };

/** Remembers the response, so that trouble on its connection does not overtake it. To be called for each request. */
export function rememberResponse({ socket }: IncomingMessage, response: ServerResponse): void {
  (socket as Connection)[latest] = response;
}

/** What answers to trouble depend on. */
interface TroubleParts {
  readonly providers: readonly Provider[];
  readonly clock: Clock;
  readonly limits: HttpLimits;
}

/**
 * Answers, with a problem of the simulator's own, what node's HTTP server makes no request of: tunnels, and what is not HTTP.
 *
 * The answer comes behind those to the requests before it on the same connection, and ends the connection.
 */
export function answerConnectionTrouble(server: Server, { providers, clock, limits }: TroubleParts): void {
  const outcome = new WeakSet<Duplex>();
  const end = (socket: Connection, problem: SimulatorProblem): void => {
    // Node reports each further piece of what it cannot read.
    if (outcome.has(socket)) return;
    outcome.add(socket);
    // The other side may have hung up already, which is no error.
    socket.on('error', () => {
      socket.destroy();
    });
    endInTurn(socket, problem, clock);
  };
  server.on('connect', (_request, socket: Connection) => {
    end(socket, noTunnel(providers));
    // Node no longer reads it, and only reading shows that the other side hangs up.
    socket.resume();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Connection) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else end(socket, problemOf(error, limits));
  });
}

function endInTurn(socket: Connection, problem: SimulatorProblem, clock: Clock): void {
  const before = socket[latest];
  // Not `writableFinished`: it is true before node has closed the connection that was to be closed.
  if (before === undefined || before.destroyed) hangUp(socket, problem);
  else if (before.req.complete) {
    before.once('close', () => {
      hangUp(socket, problem);
    });
  } else if (!before.headersSent) {
    // The trouble is in the body of this request: its handler must not wait for the end.
    before.req.removeAllListeners('data').removeAllListeners('end');
    answerUnread(before.req, before, { problem, at: clock.now() });
  }
}

/** Says this last, and closes the connection when the other side does, or after a moment. */
function hangUp(socket: Duplex, problem: SimulatorProblem): void {
  // An answer before it may have closed the connection.
  if (!socket.writable) return;
  const close = (): void => {
    clearTimeout(cut);
    socket.destroy();
  };
  const cut = setTimeout(close, lingerOf(socket)).unref();
  socket.once('end', close).once('close', close);
  socket.end(problemOnTheWire(problem));
}

function noTunnel(providers: readonly Provider[]): SimulatorProblem {
  return {
    status: 501,
    kind: 'not-modelled',
    says: 'The simulator serves no TLS yet, so it opens no CONNECT tunnel.',
    fix: `Give the client a plain-http base URL: ${exampleUrl(providers)}`,
  };
}

const badTarget: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: 'The request target holds characters that no target may hold.',
  fix: 'Percent-encode it: a target is ASCII, without spaces.',
};

const notHttp: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: 'This cannot be read as HTTP/1.1.',
  fix: 'Speak plain http, not TLS, to this port.',
};

/** By the codes that node gives its errors. */
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
