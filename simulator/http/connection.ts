import type { Duplex } from 'node:stream';

/** Facts about a connection, stored on it: cheaper for each request than a map beside it. */
const carrierKey = Symbol('the connection that carries this one');
const tunnelKey = Symbol('the tunnel that this connection is');

/** A `CONNECT` tunnel that ends in the simulator, or a connection of this process to a provider's host. */
export interface Tunnel {
  /** The host that the tunnel was asked for, lower case, without port. */
  readonly host: string;
  /** The space that the proxy's user named. */
  readonly space: string | undefined;
  /** The scenarios of every request through it, before those of the path. Default: none. */
  readonly scenarios?: readonly string[];
}

type CarriedConnection = Duplex & { [carrierKey]?: Duplex; [tunnelKey]?: Tunnel };

/** Records which connection carries another: TCP below TLS. */
export function rememberCarrier(connection: CarriedConnection, carrier: Duplex): void {
  connection[carrierKey] = carrier;
}

/** The TCP connection that carries a connection; itself if nothing does. */
export function tcpConnectionOf(connection: CarriedConnection): Duplex {
  const carrier = connection[carrierKey];
  return carrier === undefined ? connection : tcpConnectionOf(carrier);
}

/** Records that a connection is a tunnel from now on. */
export function rememberTunnel(connection: CarriedConnection, opened: Tunnel): void {
  connection[tunnelKey] = opened;
}

/** The innermost tunnel through which a connection comes; undefined if it is direct. */
export function tunnelOf(connection: CarriedConnection): Tunnel | undefined {
  const carrier = connection[carrierKey];
  return connection[tunnelKey] ?? (carrier === undefined ? undefined : tunnelOf(carrier));
}
