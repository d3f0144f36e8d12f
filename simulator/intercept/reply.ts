import type { IncomingMessage } from 'node:http';
import { FetchResponse } from '@mswjs/interceptors';
import { asOwnError } from './exchange.js';

interface ReplyContext {
  /** The request method: a reply to HEAD has no body. */
  readonly method: string;
  /** The error that the reader of the body gets for an error of the connection. */
  readonly bodyError: (error: Error) => Error;
}

/** A reply as the interceptors take it; its body fails where that of the reply does. */
export function responseOf(reply: IncomingMessage, { method, bodyError }: ReplyContext): Response {
  const { statusCode = 200, statusMessage = '', rawHeaders } = reply;
  const hasBody = method !== 'HEAD' && FetchResponse.isResponseWithBody(statusCode);
  if (!hasBody) reply.resume();
  return new FetchResponse(hasBody ? bodyOf(reply, bodyError) : null, {
    status: statusCode,
    statusText: statusMessage,
    headers: FetchResponse.parseRawHeaders(rawHeaders),
  });
}

function bodyOf(reply: IncomingMessage, bodyError: ReplyContext['bodyError']): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // The head is not sent before a chunk, and the body may take its time or fail.
      controller.enqueue(new Uint8Array());
      let isOver = false;
      const end = (how: () => void): void => {
        if (!isOver) how();
        isOver = true;
      };
      reply.on('data', (chunk: Uint8Array) => {
        if (isOver) return;
        controller.enqueue(Uint8Array.from(chunk));
        if ((controller.desiredSize ?? 0) <= 0) reply.pause();
      });
      reply.on('end', () => {
        end(() => {
          controller.close();
        });
      });
      reply.on('error', (error) => {
        end(() => {
          controller.error(bodyError(asOwnError(error)));
        });
      });
    },
    pull() {
      reply.resume();
    },
    cancel() {
      reply.destroy();
    },
  });
}
