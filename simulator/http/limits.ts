import type { IncomingMessage, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { SimulatorProblem } from '../core/requests/problem-response.js';

/** What a server takes at most. */
export interface HttpLimits {
  /** Connections at once, idle ones included. Beyond them a request is answered with 503. */
  readonly connections: number;
  /** How long the headers of a request may take, ms of real time, from the connection or the request before. Then 408. */
  readonly headerTimeoutMs: number;
  /** How long a whole request may take, ms of real time. Then 408. */
  readonly requestTimeoutMs: number;
  /** Request line and headers together, bytes. Beyond them 431. */
  readonly headerBytes: number;
  /**
   * How long the sender of a request that was answered before its end may go on sending, ms of real time. Then the
   * connection is cut.
   */
  readonly lingerMs: number;
}

/** What is taken when nothing else is said. */
export const defaultLimits: HttpLimits = {
  connections: 1000,
  headerTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  headerBytes: 16 * 1024,
  lingerMs: 500,
};

/** The limits, with defaults. Throws a TypeError for one that is no whole number above 0. */
export function limitsFrom(chosen: Partial<HttpLimits>): HttpLimits {
  const limits = { ...defaultLimits, ...chosen };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`limits.${name} must be a whole number above 0`);
  }
  return limits;
}

/** The limits that node's server keeps itself. */
export function serverOptions({ headerTimeoutMs, requestTimeoutMs, headerBytes }: HttpLimits): ServerOptions {
  const headersTimeout = Math.min(headerTimeoutMs, requestTimeoutMs);
  return {
    headersTimeout,
    requestTimeout: requestTimeoutMs,
    maxHeaderSize: headerBytes,
    // Node looks for what is late now and then only: so late it may become.
    connectionsCheckingInterval: Math.max(20, Math.min(headersTimeout / 4, 1000)),
  };
}

const crowded = Symbol('beyond the number of connections');

type Crowded = Socket & { [crowded]?: true };

/** Tells whether a request came on one connection too many. */
export type IsCrowded = (request: IncomingMessage) => boolean;

/**
 * Counts connections. A tenth more than the limit is accepted and answered with 503; further ones are closed at once, before
 * they send a request that could be answered.
 */
export function countConnections(server: Server, { connections }: HttpLimits): IsCrowded {
  let open = 0;
  server.maxConnections = connections + Math.ceil(connections / 10);
  // Node would cut off what is beyond 2,000 lines for some of its readers, and not for others; their bytes are limited.
  server.maxHeadersCount = 0;
  server.on('connection', (socket: Crowded) => {
    open += 1;
    if (open > connections) socket[crowded] = true;
    socket.once('close', () => (open -= 1));
  });
  return ({ socket }) => (socket as Crowded)[crowded] === true && open > connections;
}

/** What a request on one connection too many is answered. */
export const tooManyConnections = ({ connections }: HttpLimits): SimulatorProblem => ({
  status: 503,
  kind: 'busy',
  says: `More than ${connections} connections are open.`,
  fix: 'Close those that are idle, or start with a larger --max-connections.',
});

/** What a request with too many headers is answered. */
export const tooManyHeaders = ({ headerBytes }: HttpLimits): SimulatorProblem => ({
  status: 431,
  kind: 'too-large',
  says: `The request line and headers are larger than ${headerBytes} bytes.`,
  fix: 'Send less, or start with a larger --max-header-bytes.',
});

/** What a request that takes too long is answered. */
export const tooSlow = ({ headerTimeoutMs, requestTimeoutMs }: HttpLimits): SimulatorProblem => ({
  status: 408,
  kind: 'bad-request',
  says: `The request did not arrive in time: its headers have ${headerTimeoutMs} ms, all of it ${requestTimeoutMs} ms.`,
  fix: 'Send it in one go, or start with a longer --header-timeout or --request-timeout.',
});
