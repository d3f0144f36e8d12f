import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type LookupFunction, type Server, type Socket } from 'node:net';
import type { LookupAddress } from 'node:dns';
import type { WebhookRequest, DeliveryResult } from '../../simulator/core/callbacks/transport.js';
import { type Allowance, allowanceFrom } from '../../simulator/http/callbacks/receiver-guard.js';
import { httpTransport, type TransportPorts } from '../../simulator/http/callbacks/http-transport.js';
import { scheduleInBackground } from '../../simulator/platform/timers.js';

/** A receiver of callbacks that shows the raw bytes. */
export interface Receiver {
  readonly port: number;
  /** `http://127.0.0.1:PORT/hook`. */
  readonly url: string;
  /** The bytes received so far, by connection. */
  readonly got: () => readonly string[];
  /** Resolves when a whole request has arrived. */
  readonly asked: Promise<void>;
  /** Resolves when the first connection is gone. */
  readonly left: Promise<void>;
}

const servers = new Set<Server>();
const sockets = new Set<Socket>();

/** Starts a receiver on a free port; `answer` is called when a whole request has arrived. */
export async function receiver(
  answer: (socket: Socket) => void,
  { host = '127.0.0.1', greet }: { readonly host?: string; readonly greet?: (socket: Socket) => void } = {},
): Promise<Receiver> {
  const got: string[] = [];
  const happens = new EventEmitter();
  const on = async (name: string): Promise<void> => {
    await once(happens, name);
  };
  const [asked, left] = [on('asked'), on('left')] as const;
  const server = createServer((socket) => {
    const at = got.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      happens.emit('left');
    });
    socket.setEncoding('utf8').on('data', (more: string) => {
      const soFar = (got[at] ?? '') + more;
      got[at] = soFar;
      if (!isWhole(soFar)) return;
      answer(socket);
      happens.emit('asked');
    });
    greet?.(socket);
  });
  servers.add(server);
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/hook`;
  return { port, url, got: () => got, asked, left };
}

function isWhole(request: string): boolean {
  const [head = '', body] = request.split(/\r\n\r\n([^]*)/, 2);
  return body !== undefined && Buffer.byteLength(body) >= Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
}

/** Answers with these bytes and keeps the connection open. */
export const saying =
  (text: string) =>
  (socket: Socket): void => {
    socket.write(text);
  };

/** A reply with a body of this text. */
export const reply = (status: string, body: string, headers = 'Content-Type: text/plain'): string =>
  `HTTP/1.1 ${status}\r\n${headers}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Stops every receiver. */
export async function dismiss(): Promise<void> {
  const closed = [...servers].map(async (server) => {
    server.close();
    if (server.listening) await once(server, 'close');
  });
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
  servers.clear();
  sockets.clear();
}

/** The allowance made of valid entries. */
export function allowing(...entries: readonly string[]): Allowance {
  const read = allowanceFrom(entries);
  if (!read.ok) throw new Error(read.says);
  return read.value;
}

/** A DNS lookup that returns these addresses in order, and records the names asked for. */
export function knowing(...addresses: readonly string[]): LookupFunction & { readonly asked: string[] } {
  const asked: string[] = [];
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const lookup: LookupFunction = (host, _options, callback) => {
    asked.push(host);
    callback(null, found);
  };
  return Object.assign(lookup, { asked });
}

/** The default webhook request. */
export const webhookTo = (url: string, more: Partial<WebhookRequest> = {}): WebhookRequest => ({
  url,
  headers: { 'Content-Type': 'application/json' },
  body: Buffer.from('{"room":"房间"}'),
  ...more,
});

/** Sends a webhook request where only loopback is allowed, with a long time limit. */
export const carried = async (
  url: string,
  more: Partial<WebhookRequest> = {},
  ports: Partial<TransportPorts> = {},
): Promise<DeliveryResult> =>
  httpTransport({ allowance: allowing(), schedule: scheduleInBackground, ...ports })(webhookTo(url, more), 60_000);

/** The text of a reply's body. */
export function bodyOf(deliveryResult: DeliveryResult): string {
  if (deliveryResult.outcome !== 'answered') throw new Error(`it was ${deliveryResult.outcome}`);
  return new TextDecoder().decode(deliveryResult.reply.body);
}

/** A pause that ends when the test says so. */
export function heldPause(): {
  readonly pause: NonNullable<TransportPorts['schedule']>;
  readonly end: () => void;
  readonly asked: number[];
} {
  const queued = new Set<() => void>();
  const asked: number[] = [];
  return {
    asked,
    pause(ms, then) {
      asked.push(ms);
      queued.add(then);
      return () => queued.delete(then);
    },
    end() {
      for (const then of queued) then();
    },
  };
}
