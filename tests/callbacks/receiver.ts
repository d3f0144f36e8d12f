import { afterEach } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A callback as it arrived. */
export interface Came {
  readonly target: string;
  readonly contentType: string | undefined;
  /** The simulator's numbers of the event and of the attempt: `3.1`. */
  readonly mark: string | undefined;
  readonly body: string;
}

/** How a receiver behaves: a status, silence for ever, or a connection that is cut. */
export type Manner = number | 'hangs' | 'cuts' | { readonly status: number; readonly body: string };

/** A receiver over HTTP that remembers what came. */
export interface HttpReceiver {
  readonly url: string;
  readonly port: number;
  /** The callbacks received, in order. */
  readonly came: readonly Came[];
  /** Resolves once this many have been received. */
  readonly when: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const open = new Set<() => Promise<void>>();

afterEach(async () => {
  await Promise.all([...open].map((close) => close()));
  open.clear();
});

/** Opens a receiver; `manner` decides about each callback, which is number `index` from 0, once it is known. */
export async function openReceiver(
  manner: (came: Came, index: number) => Manner | Promise<Manner> = () => 200,
  port = 0,
): Promise<HttpReceiver> {
  const came: Came[] = [];
  const queued = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const mark = headers['simulator-callback'];
      const body = Buffer.concat(chunks).toString('utf8');
      const one = { target: url, contentType: headers['content-type'], mark: mark?.toString(), body };
      const index = came.push(one) - 1;
      for (const look of queued) look();
      void Promise.resolve(manner(one, index)).then((how) => {
        behave(response, how);
      });
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const actual = (server.address() as AddressInfo).port;
  const close = (): Promise<void> => closed(server);
  open.add(close);
  return {
    url: `http://127.0.0.1:${actual}/hook`,
    port: actual,
    came,
    when: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (came.length < count) return;
          queued.delete(look);
          resolve();
        };
        queued.add(look);
        look();
      }),
    close,
  };
}

function behave(response: ServerResponse, how: Manner): void {
  if (how === 'cuts') response.destroy();
  else if (typeof how === 'number') response.writeHead(how).end();
  else if (how !== 'hangs') response.writeHead(how.status, { 'Content-Type': 'text/plain' }).end(how.body);
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  const gone = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await gone;
}

/** The event in a body of YTX, in a word or two: `started`, `callout 10000007556`, `record`. */
export function wordOf({ body }: Pick<Came, 'body'>): string {
  const { state, dsc = '' } = JSON.parse(body) as { readonly state?: string; readonly dsc?: string };
  return state === undefined ? 'record' : `${state} ${dsc.slice(-4)}`.trim();
}
