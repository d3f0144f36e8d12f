import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { SimulatorProblem } from '../core/problem.js';
import { headerNames } from './header-names.js';

/** What of a request tells who calls. */
export interface Calling {
  readonly headers: IncomingHttpHeaders;
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
export function callerOf({ headers, socket }: Calling): Caller {
  const remote = canonical(socket.remoteAddress ?? '');
  const wished = headers[headerNames.caller];
  if (wished === undefined || !isLoopback(remote)) return { from: remote };
  if (typeof wished !== 'string' || isIP(wished) === 0) return { problem: notAnAddress };
  return { from: canonical(wished) };
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

const mappedInDots = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const mappedInHex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** One spelling for one address: IPv6 in its short form, IPv4-mapped IPv6 as IPv4. */
function canonical(address: string): string {
  if (!address.includes(':')) return address;
  const dotted = mappedInDots.exec(address)?.[1];
  if (dotted !== undefined) return dotted;
  // A zone (`fe80::1%eth0`) means something on this machine only, and URLs do not take it.
  if (address.includes('%')) return address.toLowerCase();
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = mappedInHex.exec(short) ?? [];
  return high === undefined || low === undefined ? short : `${halves(high)}.${halves(low)}`;
}

function halves(word: string): string {
  const value = Number.parseInt(word, 16);
  return `${value >> 8}.${value & 255}`;
}
