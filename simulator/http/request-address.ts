import type { IncomingMessage } from 'node:http';
import { headerNames } from '../../contracts/simulator-headers.js';
import type { Provider } from '../core/provider.js';
import { canonicalAddress, headerOf } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';

/** The destination of a request, parsed from its target and `Host` header. */
export type Address = ProviderAddress | ControlAddress | UnknownAddress;

interface SpaceAddress {
  /** The space, lower case; undefined means the default one. */
  readonly space: string | undefined;
}

/** A request to a provider. */
export interface ProviderAddress extends SpaceAddress {
  readonly to: 'provider';
  readonly provider: Provider;
  /** The provider's host, lower case, without port. */
  readonly host: string;
  /** The `+scenario` segments in order, without the plus sign, decoded. */
  readonly scenarios: readonly string[];
  /** Path and query without our own segments. */
  readonly targetForProvider: string;
}

/** A request to the control API; `target` starts with `/_simulator`. */
export interface ControlAddress extends SpaceAddress {
  readonly to: 'control';
  readonly target: string;
  /** Whether the target is in absolute form, as sent to a forward proxy. The control API does not answer there. */
  readonly throughProxy: boolean;
}

/** An unknown destination: `says` and `fix` explain it to the caller. */
export interface UnknownAddress {
  readonly to: 'unknown';
  readonly status: number;
  readonly says: string;
  readonly fix: string;
}

/** The address of a request, and the target as on the request line. */
export interface IncomingAddress {
  readonly address: Address;
  readonly targetAsSent: string;
}

/** Stored on the request itself, which express hands on to the control API. */
const addressKey = Symbol('address');

type WithAddress = IncomingMessage & { [addressKey]?: ControlAddress };

/** Stores the address of a request for the control API, and leaves express the part of the target that it needs. */
export function storeAddress(request: WithAddress, address: ControlAddress): void {
  request[addressKey] = address;
  request.url = address.target;
}

/** The stored address of a request for the control API. */
export function controlAddressOf(request: WithAddress): ControlAddress {
  const address = request[addressKey];
  if (address === undefined) throw new Error('a request reached the control API without an address');
  return address;
}

/** The parts of a request that identify the client. */
interface ClientIpSource {
  readonly rawHeaders: readonly string[];
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** The client's IP address, or the problem with the header that sets it. */
type ClientIp = { readonly clientIp: string } | { readonly problem: SimulatorProblem };

/**
 * The client's IP address: the peer of the connection, or for requests from loopback the value of `simulator-caller`.
 *
 * `X-Forwarded-For` is ignored, so that an allow-list stays reliable. The address is empty if the connection is closed
 * already.
 */
export function clientIpOf({ rawHeaders, socket }: ClientIpSource): ClientIp {
  const remote = canonicalAddress(socket.remoteAddress ?? '') ?? '';
  const fromHeader = headerOf({ rawHeaders }, headerNames.caller);
  if (fromHeader === undefined || !isLoopback(remote)) return { clientIp: remote };
  const clientIp = canonicalAddress(fromHeader);
  return clientIp === undefined ? { problem: notAnAddress } : { clientIp };
}

const notAnAddress: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: `The header "${headerNames.caller}" is not an IP address.`,
  fix: 'Send one IPv4 or IPv6 address, such as 203.0.113.9, or leave the header out.',
};

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
