import type { IncomingMessage } from 'node:http';
import { headerNames } from '../../contracts/simulator-headers.js';
import type { Provider } from '../core/provider.js';
import { canonicalAddress, headerOf } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';

/** Where a request is going, read off its target and `Host` header before express sees either. */
export type Address = ProviderAddress | ControlAddress | NowhereAddress;

interface Placed {
  /** The space that was named, lower case; undefined means the default one. */
  readonly space: string | undefined;
}

/** On its way to a provider. */
export interface ProviderAddress extends Placed {
  readonly to: 'provider';
  readonly provider: Provider;
  /** The provider's host, lower case, without port. */
  readonly host: string;
  /** The `+scenario` segments in order, without the plus sign, decoded. */
  readonly scenarios: readonly string[];
  /** Path and query with everything of ours taken off. */
  readonly targetForProvider: string;
}

/** On its way to the control API; `target` starts with `/_simulator`. */
export interface ControlAddress extends Placed {
  readonly to: 'control';
  readonly target: string;
  /** Came in absolute form, as a forward proxy is asked: the control API does not answer there. */
  readonly throughProxy: boolean;
}

/** No address here: `says` and `fix` tell the caller why. */
export interface NowhereAddress {
  readonly to: 'nowhere';
  readonly status: number;
  readonly says: string;
  readonly fix: string;
}

/** The address of a request, kept while express handles it. */
interface Incoming {
  readonly address: Address;
  /** The target as it stood on the request line. */
  readonly targetAsSent: string;
}

/** A member of the request itself: a map beside it would cost more than all the rest of the address. */
const found = Symbol('address');

type Found = IncomingMessage & { [found]?: Incoming };

/** Keeps the address of a request; called once, before express. */
export function remember(request: Found, incoming: Incoming): void {
  request[found] = incoming;
}

/** The address of this request. */
export function incomingOf(request: Found): Incoming {
  const incoming = request[found];
  if (incoming === undefined) throw new Error('a request reached express without an address');
  return incoming;
}

/** What of a request tells who calls. */
interface Calling {
  readonly rawHeaders: readonly string[];
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** The caller's IP address, or why the one that was wished for will not do. */
type Caller = { readonly from: string } | { readonly problem: SimulatorProblem };

/**
 * Who calls: the other end of the connection, or from loopback whoever `simulator-caller` says.
 *
 * `X-Forwarded-For` is not heeded, so that an allow-list means what it says. The address is empty when the connection
 * is gone already.
 */
export function callerOf({ rawHeaders, socket }: Calling): Caller {
  const remote = canonicalAddress(socket.remoteAddress ?? '') ?? '';
  const wished = headerOf({ rawHeaders }, headerNames.caller);
  if (wished === undefined || !isLoopback(remote)) return { from: remote };
  const from = canonicalAddress(wished);
  return from === undefined ? { problem: notAnAddress } : { from };
}

const notAnAddress: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: `The header "${headerNames.caller}" holds no IP address.`,
  fix: 'Send one IPv4 or IPv6 address, such as 203.0.113.9, or leave the header out.',
};

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
