import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { MemorySocket } from '../http/memory-connection.js';

/** A request as on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  /** The bytes of the body; undefined for none. */
  readonly body: Readable | Uint8Array | undefined;
}

/** What happens to a request. */
export interface ExchangeEvents {
  /** The reply has begun; its body may still fail. */
  readonly onReply: (reply: IncomingMessage) => void;
  /** The connection failed before the reply, with the error that node's client has. */
  readonly onError: (error: Error) => void;
  /** The simulator is ready for the body of a request with `Expect: 100-continue`. */
  readonly onContinue?: () => void;
}

/** Sends a request over a connection, and closes it after the reply. The returned function breaks it off. */
export function sendOver(connection: MemorySocket, request: WireRequest, events: ExchangeEvents): () => void {
  const { method, target, rawHeaders, body } = request;
  const UnpatchedClient = unpatchedClient();
  const sending = new UnpatchedClient({
    createConnection: () => connection,
    method,
    path: target,
    // Raw headers are sent as they are, without any of node's own.
    headers: rawHeaders,
  });
  let hasReply = false;
  sending.on('response', (reply) => {
    hasReply = true;
    reply.once('close', () => connection.destroy());
    events.onReply(reply);
  });
  sending.on('error', (error) => {
    connection.destroy();
    // After the reply has begun, its body fails as well.
    if (!hasReply) events.onError(asOwnError(error));
  });
  sending.on('continue', () => events.onContinue?.());
  if (body === undefined || body instanceof Uint8Array) sending.end(body);
  else body.on('error', () => sending.destroy()).pipe(sending);
  return () => {
    sending.destroy();
    connection.destroy();
  };
}

/**
 * An error of node as an `Error` of this file's realm, which the interceptors require: tests with a realm of their own,
 * such as those of jest, have another class than node.
 */
export const asOwnError = (error: { readonly message: string }): Error =>
  error instanceof Error ? error : Object.assign(new Error(error.message), error);

type ClientConstructor = new (options: http.RequestOptions) => ClientRequest;

/** Node's own client, below the replacements of nock and others, which derive from it. */
function unpatchedClient(): ClientConstructor {
  let { prototype } = http.ClientRequest as { readonly prototype: object };
  for (;;) {
    const parent = Object.getPrototypeOf(prototype) as object | null;
    if (parent === null || parent === http.OutgoingMessage.prototype) return prototype.constructor as ClientConstructor;
    prototype = parent;
  }
}
