import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
import { closeWaiting } from './first-byte.js';

/** A listening server. */
export interface Listening {
  /** Without a trailing slash: `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, waits for requests under way, and closes the rest after `deadlineMs`. */
  readonly close: (deadlineMs?: number) => Promise<void>;
}

/** Starts listening; port 0 picks a free one. Rejects with node's own error, such as `EADDRINUSE`. */
export async function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Listening> {
  server.listen({ port, host });
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${actual}`,
    port: actual,
    close: (deadlineMs = 2000) => (closing ??= close(server, deadlineMs)),
  };
}

/** How often idle connections are closed, ms: node closes only those that are idle at the start. */
const lookEvery = 25;

async function close(server: Server, deadlineMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  closeWaiting(server);
  const looking = setInterval(() => {
    server.closeIdleConnections();
  }, lookEvery);
  const deadline = setTimeout(() => {
    server.closeAllConnections();
  }, deadlineMs);
  await closed;
  clearInterval(looking);
  clearTimeout(deadline);
}
