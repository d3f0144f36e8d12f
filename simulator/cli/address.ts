import { canonicalAddress } from '../core/requests/incoming-request.js';
import { BadUse } from './bad-use.js';
import { systemCodeOf } from './unreadable.js';

/** Whether only this machine can reach what is bound to this host; a name is judged as it is written. */
export function isLoopback(host: string): boolean {
  const address = canonicalAddress(host) ?? '';
  return host.toLowerCase() === 'localhost' || address === '::1' || address.startsWith('127.');
}

const notHere = ({ host }: Where): string => `${host} is not an address of this machine; choose another with --host`;

interface Where {
  readonly port: number;
  readonly host: string;
}

const reasons: Readonly<Record<string, (where: Where) => string>> = {
  EADDRINUSE: ({ port, host }) => `port ${port} on ${host} is in use; choose another with --port (0 picks a free one)`,
  EACCES: ({ port, host }) => `port ${port} on ${host} may not be used by this user; choose one above 1023 with --port`,
  EADDRNOTAVAIL: notHere,
  EAFNOSUPPORT: notHere,
  ENOTFOUND: notHere,
};

/** Node's error when it could not listen, as something its user can mend; what is no system error is ours. */
export function cannotListen(error: unknown, where: Where): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  return new BadUse(reasons[code]?.(where) ?? `cannot listen on ${where.host}, port ${where.port} (${code})`);
}
