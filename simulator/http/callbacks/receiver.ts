import { isIP, type LookupFunction } from 'node:net';
import type { RequestOptions } from 'node:https';
import type { Parcel, Receipt } from '../../core/callbacks/transport.js';
import type { Allowance } from './allowed-addresses.js';
import { guardedLookup, notAllowed, type SimulatorAt } from './guarded-lookup.js';

/** Where a parcel goes, as node's client takes it; which simulator of this process it would reach; or why it goes nowhere. */
export type Receiver =
  | { readonly ok: true; readonly isSecure: boolean; readonly options: RequestOptions }
  | { readonly ok: false; readonly simulator: object }
  | { readonly ok: false; readonly receipt: Receipt };

/** What decides where a parcel may go. */
export interface ReceiverPorts {
  readonly allowance: Allowance;
  readonly lookup: LookupFunction;
  readonly simulatorAt: SimulatorAt;
}

/** The most that the header of a reply may hold, bytes. */
const headerBytes = 16 * 1024;

/** Who is to receive a parcel; every way there goes past the allowance. User and password of the URL stay here. */
export function receiverOf(
  { url, headers, method = 'POST' }: Parcel,
  { allowance, lookup, simulatorAt }: ReceiverPorts,
): Receiver {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol))
    return refused('the receiver has no http or https URL');
  // `URL` has made a dotted quad of every spelling of an IPv4 address by now, `0x7f.1` too.
  const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
  const isSecure = target.protocol === 'https:';
  const port = portOf(target);
  const simulator = isIP(host) === 0 ? undefined : simulatorAt(host, port);
  if (simulator !== undefined) return { ok: false, simulator };
  if (isIP(host) !== 0 && !allowance.allowsAddress(host)) return refused(notAllowed(host));
  return {
    ok: true,
    isSecure,
    options: {
      method,
      host,
      port,
      path: `${target.pathname}${target.search}`,
      headers,
      // A connection of its own, by an agent of its own: none is left over, and no proxy of the environment is asked.
      agent: false,
      lookup: guardedLookup({ allowance, port, simulatorAt }, lookup),
      maxHeaderSize: headerBytes,
      // Said aloud, it is not undone by NODE_TLS_REJECT_UNAUTHORIZED.
      rejectUnauthorized: true,
    },
  };
}

const portOf = ({ protocol, port }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

const refused = (says: string): Receiver => ({ ok: false, receipt: { outcome: 'not-allowed', says } });
