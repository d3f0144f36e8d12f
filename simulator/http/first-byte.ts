import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { clearTimeout, setTimeout } from 'node:timers';
import { type SecureContext, TLSSocket } from 'node:tls';
import { handshakeRecord, isWholeRecord, serverNameIn } from '../tls/client-hello.js';
import { rememberCarrier } from './connection.js';

/** Takes a connection as if a client had just opened it: plain HTTP or TLS. */
export type Accept = (connection: Duplex) => void;

/** The start of a handshake. */
export interface Hello {
  /** The server name that the client sends (SNI), lower case; clients send none for an IP address. */
  readonly host: string | undefined;
  /** The connection that carries the handshake. */
  readonly carrier: Duplex;
}

/** How a server handles new connections. */
interface ConnectionHandlers {
  /** Resolves to the certificate for a handshake; undefined cuts the connection. Undefined if the server has no TLS. */
  readonly contextFor: ((hello: Hello) => Promise<SecureContext | undefined>) | undefined;
  /** Time limit for the first bytes of a connection, ms of real time. */
  readonly timeoutMs: number;
  /** Ends a connection whose first bytes do not arrive in time. */
  readonly onSilence: (connection: Duplex) => void;
  /** Receives the error of a handshake that failed, or of its certificate. */
  readonly onFailure: (error: Error, host: string | undefined) => void;
}

const waiting = new WeakMap<Server, Set<Duplex>>();

/**
 * Makes an HTTP server answer TLS on the same port: the first byte of a connection decides.
 *
 * Returns a function that accepts connections from elsewhere, such as tunnels. A request costs the same as before; a connection costs
 * one read in JavaScript more.
 */
export function detectTlsOrHttp(server: Server, handlers: ConnectionHandlers): Accept {
  const parse = takeParser(server);
  const open = new Set<Duplex>();
  waiting.set(server, open);
  const accept: Accept = (connection) => {
    open.add(connection);
    const destroy = (): void => void connection.destroy();
    const forget = (): void => {
      clearTimeout(late);
      open.delete(connection);
    };
    const late = setTimeout(() => {
      forget();
      handlers.onSilence(connection);
    }, handlers.timeoutMs);
    // Until node's parser listens, an error of the peer would be uncaught.
    connection.on('error', destroy);
    connection.once('close', forget).once('end', () => {
      if (open.has(connection)) destroy();
    });
    let received: Buffer = Buffer.alloc(0);
    const read = (bytes: Buffer): void => {
      received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
      const isTls = received[0] === handshakeRecord && handlers.contextFor !== undefined;
      if (isTls && !isWholeRecord(received)) return;
      connection.off('data', read).pause();
      connection.unshift(received);
      if (isTls) void secure(connection, serverNameIn(received), handlers).then(parseSecure, destroy);
      else {
        forget();
        parse(connection);
        connection.resume();
      }
    };
    const parseSecure = (connected: TLSSocket | undefined): void => {
      forget();
      if (connected === undefined) destroy();
      else parse(connected);
    };
    connection.on('data', read);
  };
  server.on('connection', accept);
  return accept;
}

/** Starts a handshake; its connection is undefined if it is to be cut. */
async function secure(
  carrier: Duplex,
  host: string | undefined,
  handlers: ConnectionHandlers,
): Promise<TLSSocket | undefined> {
  const report = (error: Error): void => {
    handlers.onFailure(error, host);
  };
  const secureContext = await handlers.contextFor?.({ host, carrier }).catch((error: unknown) => {
    report(error as Error);
    return undefined;
  });
  if (secureContext === undefined || carrier.destroyed) return undefined;
  const connection = tlsSocketOver(carrier as never, secureContext);
  rememberCarrier(connection, carrier);
  connection.on('error', (error: Error) => {
    report(error);
    connection.destroy();
  });
  return connection;
}

const options = { isServer: true, ALPNProtocols: ['http/1.1'] };

/** The types say that TLS needs a TCP socket, but node wraps any other Duplex. */
const tlsSocketOver: (carrier: never, secureContext: SecureContext) => TLSSocket = (carrier, secureContext) =>
  new TLSSocket(carrier, { ...options, secureContext });

/** Closes the connections that node's server does not know yet, since their first bytes have not arrived. */
export function closeWaiting(server: Server): void {
  for (const connection of waiting.get(server) ?? []) connection.destroy();
}

/** Takes node's own listener away, which parses HTTP from the first byte on. */
function takeParser(server: Server): (connection: Duplex) => void {
  const [listener] = server.listeners('connection');
  if (listener === undefined) throw new Error('an HTTP server has no listener for connections');
  server.removeListener('connection', listener as () => void);
  return (connection) => {
    listener.call(server, connection);
  };
}
