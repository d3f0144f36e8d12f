import type { IncomingMessage } from 'node:http';
import { isIPv4, type Socket } from 'node:net';
import { canonicalAddress, headerOf } from '../core/requests/incoming-request.js';
import { tcpConnectionOf } from './connection.js';

/** The names under which the simulator itself may be addressed. */
export interface OwnNames {
  /** The address the server listens on: `127.0.0.1`, `::1`. */
  readonly boundTo: string;
  /** Further names, without port. */
  readonly allowHosts: readonly string[];
}

/** The name is repeated in URLs and logs, so it has only the characters of names. */
const nameInHost = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/;

/** Whether a `Host`, lower case, names this simulator: by loopback, by the address it listens on, or by an allowed name. */
export function isOwnHost(host: string, { boundTo, allowHosts }: OwnNames): boolean {
  const match = nameInHost.exec(host);
  const name = match?.[1] ?? match?.[2];
  if (name === undefined) return false;
  return isLoopback(name) || [boundTo, ...allowHosts].some((each) => withoutBrackets(each.toLowerCase()) === name);
}

function isLoopback(name: string): boolean {
  const isName = name === 'localhost' || name.endsWith('.localhost');
  return isName || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

function withoutBrackets(name: string): string {
  return name.replace(/^\[(.*)\]$/, '$1');
}

/**
 * The base URL under which the sender of a request reaches the control API: its own `Host` if that names the simulator, else
 * the address of the connection. Empty for a connection inside this process, which no URL reaches.
 */
export function ownUrl(request: IncomingMessage, names: OwnNames): string {
  const host = headerOf(request, 'host')?.toLowerCase() ?? '';
  const connection = tcpConnectionOf(request.socket) as LocalEnd;
  if (connection.localPort === undefined) return '';
  if (isOwnHost(host, names)) return `${'encrypted' in request.socket ? 'https' : 'http'}://${host}`;
  return `http://${authorityOf(connection)}`;
}

/** The simulator's end of a connection. */
type LocalEnd = Partial<Pick<Socket, 'localAddress' | 'localPort'>>;

/** The simulator's address as this peer reached it. */
export function authorityOf({ localAddress = '', localPort = 0 }: LocalEnd): string {
  const address = canonicalAddress(localAddress) ?? '127.0.0.1';
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
