import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Transport } from '../../simulator/index.js';

/** A request that has come to its end. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly contentType: string;
  readonly body: string;
}

/** What a receiver answers: a status, and a text; undefined where it has seen to the reply itself. */
export type Answer = readonly [status: number, says?: string, headers?: Readonly<Record<string, string>>];

/** How a receiver behaves. */
export type Behaviour = (
  asked: Asked,
  wire: { readonly response: ServerResponse; readonly server: Server },
) => Answer | undefined | Promise<Answer>;

/** A receiver of callbacks. */
export interface Receiver {
  /** `http://127.0.0.1:PORT/hook`. */
  readonly url: string;
  readonly got: readonly Asked[];
}

/** A transport that calls the receiver in this process, without a socket. */
export const inProcess =
  (behaviour: (asked: Asked) => Answer | Promise<Answer>): Transport =>
  async ({ method = 'POST', url, headers, body }) => {
    const { pathname, search } = new URL(url);
    const contentType = headers['Content-Type'] ?? headers['content-type'] ?? '';
    const asked = { method, target: `${pathname}${search}`, contentType, body: Buffer.from(body).toString() };
    const [status, says = ''] = await behaviour(asked);
    return { outcome: 'answered', reply: { status, contentType: 'text/plain', body: Buffer.from(says) } };
  };

const servers = new Set<Server>();

/** Starts a receiver on a free port. */
export async function receiver(behaviour: Behaviour): Promise<Receiver> {
  const got: Asked[] = [];
  const server = createServer((request, response) => {
    void answered(request, response);
  });
  const answered = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: target = '', headers } = request;
    const asked = { method, target, contentType: headers['content-type'] ?? '', body: await text(request) };
    got.push(asked);
    const answer = await behaviour(asked, { response, server });
    if (answer === undefined) return;
    const [status, says = '', more = {}] = answer;
    response.writeHead(status, { 'Content-Type': 'text/plain', ...more }).end(says);
  };
  servers.add(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

/** Stops every receiver. */
export async function dismiss(): Promise<void> {
  const closed = [...servers].map(async (server) => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  await Promise.all(closed);
  servers.clear();
}

/** A JSON object that was sent. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is one. */
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object in a POST, or why it is refused: what every receiver does whose framework is sound. */
export function opened({ method, body }: Asked): Json | Answer {
  if (method !== 'POST') return [405];
  const value = parsed(body);
  return isJson(value) ? value : [400, 'not an event'];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** A receiver without faults. */
export const perfect = (asked: Asked): Answer => {
  const event = opened(asked);
  return isJson(event) ? [200, 'ok'] : event;
};

/** Answers an event with `take`; refuses everything else as a sound framework does. */
export const taking =
  (take: (event: Json, asked: Asked) => Answer) =>
  (asked: Asked): Answer => {
    const event = opened(asked);
    return isJson(event) ? take(event, asked) : event;
  };
