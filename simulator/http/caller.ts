import { canonicalAddress, headerOf } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import { headerNames } from '../../contracts/simulator-headers.js';

/** What of a request tells who calls. */
export interface Calling {
  readonly rawHeaders: readonly string[];
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** The caller's IP address, or why the one that was wished for will not do. */
export type Caller = { readonly from: string } | { readonly problem: SimulatorProblem };

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
