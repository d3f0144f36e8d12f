import { once } from 'node:events';
import type { Server } from 'node:http';
import supertest from 'supertest';
import { createHttpServer } from '../../simulator/http/server.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { dispatcherOf } from '../http/dispatcher-of.js';
import { withoutDelay } from '../http/without-delay.js';

/** The simulator's own `http.Server` on a free port of loopback. */
export interface HttpServer {
  readonly simulator: Simulator;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/** A request as it goes over the wire, byte for byte. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A reply with its body's bytes. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Opens a server whose clock stands at `startAt`, ms since the epoch; `faithful` leaves off its own headers. */
export async function openHttpServer(startAt: number, { faithful = false } = {}): Promise<HttpServer> {
  const simulator = createSimulator({ clock: { now: () => startAt } });
  const { providers, spaces } = simulator;
  const server = createHttpServer({
    providers,
    spaces,
    dispatcher: dispatcherOf(),
    control: () => Promise.resolve((_request, response) => response.end()),
    settings: { faithful, schedule: withoutDelay, ownNames: { boundTo: '127.0.0.1', allowHosts: [] } },
    log(text) {
      throw new Error(text);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { simulator, server, close };
}

/** Sends a request through supertest; the body is sent unchanged, for any headers. */
export async function ask(server: Server, { method, target, headers = {}, body }: WireRequest): Promise<WireReply> {
  const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
  const request = supertest(server)[verb](target).set(headers).buffer(true).parse(bytesOf);
  const reply = await (body === undefined ? request : request.serialize((given) => given as string).send(body));
  const bytes = reply.body as Buffer;
  return { status: reply.status, headers: reply.headers, bytes, text: bytes.toString('utf8') };
}

const bytesOf: Parameters<supertest.Test['parse']>[0] = (response, done) => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => {
    done(null, Buffer.concat(chunks));
  });
};
