import type { LookupAddress } from 'node:dns';
import { BlockList, isIPv4, type LookupFunction } from 'node:net';
import { canonicalAddress } from '../../core/requests/incoming-request.js';

/** The allowed receivers of callbacks. */
export interface Allowance {
  /** Whether this host, in the notation of `URL`, is allowed with any address. */
  readonly allowsName: (host: string) => boolean;
  /** Whether this IP address is allowed, in any notation; false for other text. */
  readonly allowsAddress: (address: string) => boolean;
}

/** An allowance, or a sentence on an invalid entry and its correct form. */
type ReadAllowance = { readonly ok: true; readonly value: Allowance } | { readonly ok: false; readonly says: string };

/**
 * Parses the allowed receivers besides loopback (127.0.0.0/8 and ::1, also as IPv4-mapped IPv6).
 *
 * An entry is a host name in any letter case, an IP address, or a CIDR block: `fd00::/8`.
 */
export function allowanceFrom(entries: readonly string[]): ReadAllowance {
  const names = new Set<string>();
  // One list for each family: in a common list, `::/0` would include every IPv4 address as well.
  const blocks = { ipv4: new BlockList(), ipv6: new BlockList() };
  blocks.ipv4.addSubnet('127.0.0.0', 8);
  blocks.ipv6.addAddress('::1', 'ipv6');
  for (const [index, entry] of entries.entries()) {
    const block = blockIn(entry);
    const name = block === undefined ? nameIn(entry) : undefined;
    if (block !== undefined) blocks[block.family].addSubnet(block.address, block.prefix, block.family);
    else if (name !== undefined) names.add(name);
    else return { ok: false, says: entryProblem(entry, index) };
  }
  return {
    ok: true,
    value: {
      allowsName: (host) => names.has(host),
      allowsAddress(text) {
        const address = canonicalAddress(text);
        return address !== undefined && blocks[familyOf(address)].check(address, familyOf(address));
      },
    },
  };
}

type Family = 'ipv4' | 'ipv6';

interface Block {
  readonly family: Family;
  readonly address: string;
  /** The number of leading bits that are compared. */
  readonly prefix: number;
}

const familyOf = (address: string): Family => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** An address is a block of one. IPv4-mapped IPv6 is treated as IPv4; an address with a zone is not allowed. */
function blockIn(entry: string): Block | undefined {
  const [, written = '', bits] = /^([^/%]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(entry) ?? [];
  const address = canonicalAddress(written);
  if (address === undefined) return undefined;
  const family = familyOf(address);
  const width = family === 'ipv4' ? 32 : 128;
  const mapped = family === 'ipv4' && written.includes(':') ? 96 : 0;
  const prefix = bits === undefined ? width : Number(bits) - mapped;
  return prefix >= 0 && prefix <= width ? { family, address, prefix } : undefined;
}

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const hostName = new RegExp(`^(?=.{1,254}$)${label}(?:\\.${label})*\\.?$`);

/**
 * A host name in the notation of `URL`: lower case, ASCII. A text that `URL` treats as an address, such as `127.1`, is
 * not a name.
 */
function nameIn(entry: string): string | undefined {
  const url = `http://${entry}/`;
  if (!/^[\p{L}\p{M}\p{N}_.-]+$/u.test(entry) || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hostName.test(hostname) && canonicalAddress(hostname) === undefined ? hostname : undefined;
}

/** The entry is shown only if it cannot contain a password, path or query. */
function entryProblem(entry: string, index: number): string {
  const shown = /^[\w.:%[\]*-]{1,60}(?:\/-?\d{0,4})?$/.test(entry) ? `"${entry}"` : `entry ${index + 1}`;
  return (
    `${shown} is not a host name, IP address or CIDR block; ` +
    'write receiver.test, 192.0.2.7 or 10.0.0.0/8, without scheme, port, path or brackets'
  );
}

/** A connection that is not allowed; its message is for the user. */
export class ReceiverNotAllowed extends Error {
  override readonly name = 'ReceiverNotAllowed';
}

/** A connection to a simulator of this process, identified by `owner`. */
export class ReceiverIsSimulator extends Error {
  override readonly name = 'ReceiverIsSimulator';
  readonly owner: object;
  constructor(owner: object) {
    super('the receiver is a simulator of this process');
    this.owner = owner;
  }
}

/** Returns the simulator of this process that listens at an IP address and port, if any. */
export type SimulatorAt = (address: string, port: number) => object | undefined;

/** The rules for each address of a connection to `port`. */
interface LookupGuard {
  readonly allowance: Allowance;
  readonly port: number;
  readonly simulatorAt: SimulatorAt;
}

/**
 * Resolves names for a socket. Fails with `ReceiverNotAllowed` if one of the addresses is not allowed, and with
 * `ReceiverIsSimulator` if one of them leads back to this process.
 *
 * The socket connects to the checked addresses, so a name that later resolves to others cannot bypass the check.
 */
export function guardedLookup(guard: LookupGuard, lookup: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    // Not every resolver knows these names, for example a space's; all of them mean this machine (RFC 6761).
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
  const foreign = found.find(({ address }) => !allowance.allowsAddress(address));
  return foreign && new ReceiverNotAllowed(notAllowedMessage(host, ` (${foreign.address})`));
}

/** Why callbacks to a host are rejected, and how to allow them. */
export function notAllowedMessage(host: string, detail = ''): string {
  return (
    `callbacks may go to this machine only, and ${host}${detail} is another machine; ` +
    `to allow it, start with --callback-allow ${host}, or add "${host}" to the option callbacks.allow`
  );
}
