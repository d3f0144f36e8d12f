import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of a few lines, on a free port of loopback. */
export interface SmallServer {
  readonly url: string;
  /** How many requests have arrived. */
  readonly arrived: () => number;
  /** Resolves when the next request arrives. */
  readonly incoming: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Answers with this until it is closed; closing cuts every connection. */
export async function openSmallServer(answer: RequestListener): Promise<SmallServer> {
  let arrived = 0;
  const server = createServer((request, response) => {
    arrived += 1;
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived: () => arrived,
    incoming: () => once(server, 'request'),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
