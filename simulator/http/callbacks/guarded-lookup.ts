import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Allowance } from './allowed-addresses.js';

/** Thrown at a connection that must not come about; its message says so to the user. */
export class ReceiverNotAllowed extends Error {
  override readonly name = 'ReceiverNotAllowed';
}

/**
 * Resolves names for a socket, and fails with `ReceiverNotAllowed` where one of the addresses may not be reached.
 *
 * The socket connects to what was looked at here: a name that resolves otherwise a moment later changes nothing.
 */
export function guardedLookup(allowance: Allowance, lookup: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    // Not every machine's resolver knows these names, and all of them mean this machine (RFC 6761): a space's, for one.
    const named = /\.localhost\.?$/i.test(host) ? 'localhost' : host;
    lookup(named, { ...options, all: true }, (error, found) => {
      const addresses = error === null && typeof found !== 'string' ? found : [];
      const [first] = addresses;
      const problem = error ?? problemWith(host, addresses, allowance);
      if (problem !== undefined || first === undefined) callback(problem ?? null, []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function problemWith(host: string, found: readonly LookupAddress[], allowance: Allowance): Error | undefined {
  if (found.length === 0) return Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  if (allowance.allowsName(host)) return undefined;
  const stranger = found.find(({ address }) => !allowance.allowsAddress(address));
  return stranger && new ReceiverNotAllowed(notAllowed(host, ` (${stranger.address})`));
}

/** Why nothing is delivered to a host, and how to change that. */
export function notAllowed(host: string, detail = ''): string {
  return (
    `callbacks go to this machine only, and ${host}${detail} is another; ` +
    `to allow it, start with --callback-allow ${host}, or add "${host}" to the option callbacks.allow`
  );
}
