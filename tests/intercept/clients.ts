import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { request as undiciRequest } from 'undici';

/** A request of any client. */
export interface Sent {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** What a client receives. */
interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Sends a request, and reads the whole reply. */
export type Client = (sent: Sent) => Promise<Received>;

export const byFetch: Client = async ({ url, ...init }) => {
  const reply = await fetch(url, init);
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
};

export const byNode: Client = async ({ url, body, ...options }) => {
  const sending = (url.startsWith('https:') ? https : http).request(url, options).end(body);
  const [reply] = (await once(sending, 'response')) as [http.IncomingMessage];
  return { status: reply.statusCode ?? 0, headers: reply.headers, body: await text(reply) };
};

const byUndici: Client = async ({ url, method = 'GET', ...options }) => {
  const reply = await undiciRequest(url, { method: method as 'GET', ...options });
  return { status: reply.statusCode, headers: reply.headers, body: await reply.body.text() };
};

export const clients: readonly (readonly [name: string, send: Client])[] = [
  ['fetch', byFetch],
  ['node:http', byNode],
  ['undici', byUndici],
];

/** A server of this machine, on a free port. */
export async function openServer(
  listener: http.RequestListener,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = http.createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
