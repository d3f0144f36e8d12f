import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Stored on the connection itself: cheaper for each request than a separate map. */
const ahead = Symbol('the response that later requests wait for');

type Connection = Duplex & { [ahead]?: Promise<void> | undefined };

/**
 * Makes the later requests of a connection wait until this response has ended.
 *
 * Most requests are answered in the turn in which their body ends, and so in order. One that waits for something else,
 * such as the probe of a receiver, would be overtaken by the requests behind it.
 */
export function holdConnection(request: IncomingMessage, response: ServerResponse): void {
  const connection: Connection = request.socket;
  const ended = new Promise<void>((resolve) => response.once('close', resolve)).then(() => {
    if (connection[ahead] === ended) connection[ahead] = undefined;
  });
  connection[ahead] = ended;
}

/** Resolves when a request may be handled; undefined, as usual, if that is at once. */
export function turnOf({ socket }: IncomingMessage): Promise<void> | undefined {
  return (socket as Connection)[ahead];
}
