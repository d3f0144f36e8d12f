import type { Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { canonicalAddress } from '../core/requests/incoming-request.js';

/*
 * The ports on which simulators of this process listen, so that callbacks do not connect to them.
 */

interface SimulatorListener {
  readonly server: Server;
  readonly owner: object;
}

interface Holder {
  meetingUnderstudyListeners?: Set<SimulatorListener>;
}

// One set for the process, even if two copies of this package are loaded.
const holder = globalThis as Holder;
const listeners = (holder.meetingUnderstudyListeners ??= new Set());

/** Registers a simulator's server while it listens. `owner` identifies the simulator. */
export function registerListener(server: Server, owner: object): void {
  const listener = { server, owner };
  server.once('listening', () => {
    listeners.add(listener);
    server.once('close', () => listeners.delete(listener));
  });
}

/** The owner of the simulator that a connection from this process to this IP address and port would reach. */
export function listenerAt(address: string, port: number): object | undefined {
  const wanted = canonicalAddress(address);
  if (wanted === undefined) return undefined;
  for (const { server, owner } of listeners) {
    const bound = server.listening ? server.address() : null;
    if (bound === null || typeof bound === 'string' || bound.port !== port) continue;
    if (reaches(wanted, canonicalAddress(bound.address) ?? '')) return owner;
  }
  return undefined;
}

/**
 * Both addresses are canonical. A connection to an unspecified address goes to this machine; the system decides to
 * which listener.
 */
function reaches(wanted: string, bound: string): boolean {
  if (wanted === bound || isUnspecified(wanted)) return true;
  // A socket bound to `::` accepts IPv4 as well; one bound to 0.0.0.0 does not accept IPv6.
  const isFamily = bound === '::' || (bound === '0.0.0.0' && !wanted.includes(':'));
  return isFamily && isThisMachine(wanted);
}

const isUnspecified = (address: string): boolean => address === '0.0.0.0' || address === '::';

function isThisMachine(address: string): boolean {
  if (address.startsWith('127.') || address === '::1') return true;
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return own.some((each) => canonicalAddress(each.address) === address);
}
