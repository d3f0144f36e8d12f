import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Records the addresses to which any code of this process begins to connect. */
export function watchedConnections(): { readonly addresses: string[]; readonly stop: () => void } {
  const addresses: string[] = [];
  const watch = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.on('connectionAttempt', (address: string) => addresses.push(address));
  };
  subscribe('net.client.socket', watch);
  return {
    addresses,
    stop() {
      unsubscribe('net.client.socket', watch);
    },
  };
}
