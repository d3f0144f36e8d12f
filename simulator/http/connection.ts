import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Facts about a connection, stored on it: cheaper for each request than a map beside it. */
const below = Symbol('the connection that carries this one');
const tunnel = Symbol('the tunnel that this connection is');
const ahead = Symbol('the response that later requests wait for');

/** A `CONNECT` tunnel that ends in the simulator. */
export interface Tunnel {
  /** The host that the tunnel was asked for, lower case, without port. */
  readonly host: string;
  /** The space that the proxy's user named. */
  readonly space: string | undefined;
}

type Connection = Duplex & { [below]?: Duplex; [tunnel]?: Tunnel; [ahead]?: Promise<void> | undefined };

/** Records which connection carries another: TCP below TLS. */
export function rememberCarrier(connection: Connection, carrier: Duplex): void {
  connection[below] = carrier;
}

/** The TCP connection that carries a connection; itself if nothing does. */
export function tcpBelow(connection: Connection): Duplex {
  const carrier = connection[below];
  return carrier === undefined ? connection : tcpBelow(carrier);
}

/** Records that a connection is a tunnel from now on. */
export function rememberTunnel(connection: Connection, opened: Tunnel): void {
  connection[tunnel] = opened;
}

/** The innermost tunnel through which a connection comes; undefined if it is direct. */
export function tunnelOf(connection: Connection): Tunnel | undefined {
  const carrier = connection[below];
  return connection[tunnel] ?? (carrier === undefined ? undefined : tunnelOf(carrier));
}

/**
 * Makes the later requests of a connection wait until this response has ended.
 *
 * Most requests are answered in the turn in which their body ends, and so in order. One that waits for something else,
 * such as the probe of a receiver, would be overtaken by the requests behind it.
 */
export function holdConnection(request: IncomingMessage, response: ServerResponse): void {
  const connection: Connection = request.socket;
  const ended = new Promise<void>((resolve) => response.once('close', resolve)).then(() => {
    if (connection[ahead] === ended) connection[ahead] = undefined;
  });
  connection[ahead] = ended;
}

/** Resolves when a request may be handled; undefined, as usual, if that is at once. */
export function turnOf({ socket }: IncomingMessage): Promise<void> | undefined {
  return (socket as Connection)[ahead];
}
