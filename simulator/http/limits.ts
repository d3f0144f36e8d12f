import type { IncomingMessage, Server, ServerOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import { tcpConnectionOf } from './connection.js';

/** The limits of a server. */
export interface HttpLimits {
  /** Concurrent connections, including idle ones. Further requests are answered with 503. */
  readonly connections: number;
  /**
   * Time limit for the headers of a request, ms of real time, from the connection or the previous request. Then 408.
   */
  readonly headerTimeoutMs: number;
  /** Time limit for a whole request, ms of real time. Then 408. */
  readonly requestTimeoutMs: number;
  /** Request line and headers together, bytes. Larger ones get 431. */
  readonly headerBytes: number;
  /**
   * How long the sender of a request that was answered early may continue to send, ms of real time. Then the connection
   * is closed.
   */
  readonly lingerMs: number;
}

/** The default limits. */
export const defaultLimits: HttpLimits = {
  connections: 1000,
  headerTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  headerBytes: 16 * 1024,
  lingerMs: 500,
};

/** The limits, with defaults. Throws a TypeError for a limit that is not a whole number above 0. */
export function limitsFrom(chosen: Partial<HttpLimits>): HttpLimits {
  const limits = { ...defaultLimits, ...chosen };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`limits.${name} must be a whole number above 0`);
  }
  return limits;
}

/** The limits that node's server enforces itself. */
export function serverOptions({ headerTimeoutMs, requestTimeoutMs, headerBytes }: HttpLimits): ServerOptions {
  const headersTimeout = Math.min(headerTimeoutMs, requestTimeoutMs);
  return {
    headersTimeout,
    requestTimeout: requestTimeoutMs,
    maxHeaderSize: headerBytes,
    // Node checks timeouts only at this interval, so a timeout can be late by as much.
    connectionsCheckingInterval: Math.max(20, Math.min(headersTimeout / 4, 1000)),
  };
}

const crowded = Symbol('beyond the number of connections');

type Crowded = Duplex & { [crowded]?: true };

/** Whether a request arrived on a connection beyond the limit. */
export type ExceedsConnections = (request: IncomingMessage) => boolean;

/**
 * Counts connections. A tenth more than the limit is accepted and answered with 503; further ones are closed at once,
 * before they send a request.
 */
export function connectionLimitCheck(server: Server, { connections }: HttpLimits): ExceedsConnections {
  let open = 0;
  server.maxConnections = connections + Math.ceil(connections / 10);
  // Node would drop headers beyond 2,000 lines for some of its APIs and not for others; their bytes are limited
  // instead.
  server.maxHeadersCount = 0;
  server.on('connection', (socket: Crowded) => {
    open += 1;
    if (open > connections) socket[crowded] = true;
    socket.once('close', () => (open -= 1));
  });
  return ({ socket }) => (tcpConnectionOf(socket) as Crowded)[crowded] === true && open > connections;
}

/** The answer on a connection beyond the limit. */
export const tooManyConnections = ({ connections }: HttpLimits): SimulatorProblem => ({
  status: 503,
  kind: 'busy',
  says: `More than ${connections} connections are open.`,
  fix: 'Close those that are idle, or start with a larger --max-connections.',
});

/** The answer to a request with headers that are too large. */
export const tooManyHeaders = ({ headerBytes }: HttpLimits): SimulatorProblem => ({
  status: 431,
  kind: 'too-large',
  says: `The request line and headers are larger than ${headerBytes} bytes.`,
  fix: 'Send less, or start with a larger --max-header-bytes.',
});

/** The answer to a request that takes too long. */
export const tooSlow = ({ headerTimeoutMs, requestTimeoutMs }: HttpLimits): SimulatorProblem => ({
  status: 408,
  kind: 'bad-request',
  says: `The request did not arrive in time: its headers have ${headerTimeoutMs} ms, all of it ${requestTimeoutMs} ms.`,
  fix: 'Send it in one go, or start with a longer --header-timeout or --request-timeout.',
});
