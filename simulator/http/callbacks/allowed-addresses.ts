import { BlockList, isIPv4 } from 'node:net';
import { canonicalAddress } from '../../core/requests/incoming-request.js';

/** What deliveries may reach. */
export interface Allowance {
  /** Whether this host, spelt as `URL` spells it, may be reached whatever it resolves to. */
  readonly allowsName: (host: string) => boolean;
  /** Whether this IP address may be reached, in any spelling; a text that is none may not. */
  readonly allowsAddress: (address: string) => boolean;
}

/** An allowance, or one sentence on what is wrong with an entry and what to write. */
export type ReadAllowance =
  { readonly ok: true; readonly value: Allowance } | { readonly ok: false; readonly says: string };

/**
 * Reads what may be reached besides loopback (127.0.0.0/8 and ::1, also as IPv4-mapped IPv6).
 *
 * An entry is a host's name, in any case, an IP address, or a block of them in CIDR notation: `fd00::/8`.
 */
export function allowanceFrom(entries: readonly string[]): ReadAllowance {
  const names = new Set<string>();
  // One list a family: in a list of both, `::/0` would cover every IPv4 address as well.
  const blocks = { ipv4: new BlockList(), ipv6: new BlockList() };
  blocks.ipv4.addSubnet('127.0.0.0', 8);
  blocks.ipv6.addAddress('::1', 'ipv6');
  for (const [index, entry] of entries.entries()) {
    const block = blockIn(entry);
    const name = block === undefined ? nameIn(entry) : undefined;
    if (block !== undefined) blocks[block.family].addSubnet(block.address, block.prefix, block.family);
    else if (name !== undefined) names.add(name);
    else return { ok: false, says: objection(entry, index) };
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
  /** How many leading bits count. */
  readonly prefix: number;
}

const familyOf = (address: string): Family => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** An address is a block of one. IPv4-mapped IPv6 is taken for the IPv4 that it maps; a zone names no block. */
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

/** A name as `URL` spells it: lower case, in ASCII. What `URL` takes for an address, such as `127.1`, is no name. */
function nameIn(entry: string): string | undefined {
  const url = `http://${entry}/`;
  if (!/^[\p{L}\p{M}\p{N}_.-]+$/u.test(entry) || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hostName.test(hostname) && canonicalAddress(hostname) === undefined ? hostname : undefined;
}

/** An entry is repeated only where it can hold no password, path or query. */
function objection(entry: string, index: number): string {
  const shown = /^[\w.:%[\]*-]{1,60}(?:\/-?\d{0,4})?$/.test(entry) ? `"${entry}"` : `entry ${index + 1}`;
  return (
    `${shown} is no host name, IP address or block of addresses; ` +
    'write receiver.test, 192.0.2.7 or 10.0.0.0/8, without scheme, port, path or brackets'
  );
}
