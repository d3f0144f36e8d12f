import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { clearTimeout, setTimeout } from 'node:timers';
import type { Provider } from '../core/provider.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Clock } from '../core/state/clock.js';
import { declaredLength } from './body.js';
import { problemOnTheWire } from './errors.js';
import { type HttpLimits, tooManyHeaders, tooSlow } from './limits.js';
import { exampleUrl } from './not-found.js';
import { authorityOf } from './own-address.js';
import { answerWithoutReading, lingerOf } from './payload-too-large.js';

/** Stored on the connection itself: cheaper for each request than a separate map. */
const latest = Symbol('latest response');
const ahead = Symbol('the response that later requests wait for');

type Connection = Duplex &
  Partial<Pick<Socket, 'localAddress' | 'localPort'>> & {
    [latest]?: ServerResponse;
    [ahead]?: Promise<void> | undefined;
  };

/**
 * Stores the latest response of a connection, so that an error does not overtake it. Call it for each request.
 *
 * A pipelined request waits for the body of the one before it, which node hands over later: they take effect in order.
 */
export function rememberResponse({ socket }: IncomingMessage, response: ServerResponse): void {
  const connection: Connection = socket;
  const before = connection[latest]?.req;
  connection[latest] = response;
  if (before === undefined || before.readableEnded || before.destroyed || declaredLength(before) === 0) return;
  hold(connection, new Promise<void>((resolve) => before.once('end', resolve).once('close', resolve)));
}

/** Makes the later requests of a connection wait for this, and for what they wait for already. */
function hold(connection: Connection, event: Promise<void>): void {
  const held = Promise.all([connection[ahead], event]).then(() => {
    if (connection[ahead] === held) connection[ahead] = undefined;
  });
  connection[ahead] = held;
}

/**
 * Makes the later requests of a connection wait until this response has ended.
 *
 * Most requests are answered in the turn in which their body ends. One that waits for something else,
 * such as the probe of a receiver, would be overtaken by the requests behind it.
 */
export function holdConnection(request: IncomingMessage, response: ServerResponse): void {
  hold(request.socket, new Promise<void>((resolve) => response.once('close', resolve)));
}

/** Resolves when the replies to earlier requests of the connection have ended; usually undefined: there are none. */
export function earlierReplies({ socket }: IncomingMessage): Promise<void> | undefined {
  return (socket as Connection)[ahead];
}

/** The dependencies of error answers. */
interface ConnectionErrorDependencies {
  readonly providers: readonly Provider[];
  readonly clock: Clock;
  readonly limits: HttpLimits;
}

/**
 * Answers input that node's HTTP server does not turn into requests, such as invalid HTTP, with a problem.
 *
 * The answer follows the replies to earlier requests on the same connection, and closes the connection.
 */
export function answerConnectionErrors(
  server: Server,
  { providers, clock, limits }: ConnectionErrorDependencies,
): void {
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
    else end(socket, problemOf(error, { limits, url: exampleUrl(providers, authorityOf(socket)) }));
  });
}

/** Calls `onReady` when all earlier requests of a connection are answered; at once if there are none. */
export function afterEarlierReplies(socket: Connection, onReady: () => void): void {
  const before = socket[latest];
  if (before === undefined || before.destroyed) onReady();
  else before.once('close', onReady);
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
    answerWithoutReading(before.req, before, { problem, at: clock.now() });
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

/** What is wrong with bytes that are not HTTP, and what to do. */
type ByteAdvice = Pick<SimulatorProblem, 'says' | 'fix'>;

const nothing = new Uint8Array();

/** The beginning of a TLS handshake. */
const handshake = 0x16;

/** A header with a plain name, and behind it a line that begins with a blank or is no header. */
const brokenHeader = /^([a-z][a-z-]{0,39}):[^\n]*\n(?:([ \t])|(?![!#$%&'*+.^_`|~\w-]+:|\r?\n|\r?$))/im;

/** Names the header whose value is folded or has a line break; the value is never shown. */
function adviseOnHeader(bytes: Uint8Array): ByteAdvice | undefined {
  const [head = ''] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n', 1);
  const [, name, blank] = brokenHeader.exec(head) ?? [];
  if (name === undefined) return undefined;
  const how = blank === undefined ? 'has a line break in its value' : 'is folded: its value continues on the next line';
  return {
    says: `The header ${name} ${how}, which HTTP/1.1 does not allow (RFC 9112 §5.2).`,
    fix: 'Send the value on one line: encoders of base64 that break lines have a switch or another function for that.',
  };
}

/** What is wrong with bytes that are not HTTP. */
function adviseOnBytes(code: string, bytes: Uint8Array, url: string): ByteAdvice {
  if (bytes[0] === handshake) {
    return {
      says: 'The request is a TLS handshake, and this simulator was started without TLS.',
      fix: `Use plain http on this port: ${url}`,
    };
  }
  const ofHeader = /^HPE_(?:INVALID_HEADER|CR_|LF_)/.test(code) ? adviseOnHeader(bytes) : undefined;
  return ofHeader ?? { says: 'The request is not valid HTTP/1.1.', fix: `Send plain http: ${url}` };
}

interface ErrorContext {
  readonly limits: HttpLimits;
  /** A base URL that works. */
  readonly url: string;
}

/** Maps node's error codes to problems. */
function problemOf(
  { code = '', rawPacket }: NodeJS.ErrnoException & { readonly rawPacket?: Uint8Array },
  { limits, url }: ErrorContext,
): SimulatorProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return tooManyHeaders(limits);
    case 'HPE_INVALID_URL':
      return badTarget;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow(limits);
    default:
      return { status: 400, kind: 'bad-request', ...adviseOnBytes(code, rawPacket ?? nothing, url) };
  }
}
