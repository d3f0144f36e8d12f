import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Allowance } from './allowed-addresses.js';

/** Thrown at a connection that must not come about; its message says so to the user. */
export class ReceiverNotAllowed extends Error {
  override readonly name = 'ReceiverNotAllowed';
}

/** Thrown at a connection to a simulator of this process, which `owner` identifies. */
export class ReceiverIsSimulator extends Error {
  override readonly name = 'ReceiverIsSimulator';
  readonly owner: object;
  constructor(owner: object) {
    super('the receiver is a simulator of this process');
    this.owner = owner;
  }
}

/** Identifies the simulator of this process that listens at an IP address and port, if one does. */
export type SimulatorAt = (address: string, port: number) => object | undefined;

/** What decides about each address of a connection to `port`. */
export interface LookupGuard {
  readonly allowance: Allowance;
  readonly port: number;
  readonly simulatorAt: SimulatorAt;
}

/**
 * Resolves names for a socket, and fails with `ReceiverNotAllowed` where one of the addresses may not be reached, and with
 * `ReceiverIsSimulator` where one of them leads back to this process.
 *
 * The socket connects to what was looked at here: a name that resolves otherwise a moment later changes nothing.
 */
export function guardedLookup(guard: LookupGuard, lookup: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    // Not every machine's resolver knows these names, and all of them mean this machine (RFC 6761): a space's, for one.
    const named = /(?:^|\.)localhost\.?$/i.test(host) ? 'localhost' : host;
    lookup(named, { ...options, all: true }, (error, found) => {
      const addresses = error === null && typeof found !== 'string' ? found : [];
      const [first] = addresses;
      const problem = error ?? problemWith(host, addresses, guard);
      if (problem !== undefined || first === undefined) callback(problem ?? null, []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function problemWith(
  host: string,
  found: readonly LookupAddress[],
  { allowance, port, simulatorAt }: LookupGuard,
): Error | undefined {
  if (found.length === 0) return Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  for (const { address } of found) {
    const owner = simulatorAt(address, port);
    if (owner !== undefined) return new ReceiverIsSimulator(owner);
  }
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
