import type { ClientRequest } from 'node:http';
import { Readable } from 'node:stream';
import { getRawRequest } from '@mswjs/interceptors';
import { getClientRequestBodyStream } from '@mswjs/interceptors/utils/node';
import { isDelivery } from '../http/callbacks/http-transport.js';
import { sendOver, type WireRequest } from './exchange.js';
import { responseOf } from './reply.js';
import { findRoute } from './responders.js';
import type { RequestEvent } from './shared-interceptor.js';

/** Answers a request of `node:http` or `node:https`, and returns true; or leaves it to others. */
export async function answerClientRequest({ request, controller }: RequestEvent): Promise<boolean> {
  const sent = getRawRequest(request) as ClientRequest | undefined;
  const { origin } = new URL(request.url);
  const route = findRoute({ method: request.method, origin, isDelivery: sent !== undefined && isDelivery(sent) });
  if (route.to === 'network') return false;
  if (route.to === 'error') {
    controller.errorWith(route.error);
    return true;
  }
  const wire = wireRequestOf(request, sent);
  return new Promise((resolve) => {
    const breakOff = sendOver(route.responder.connect(route.authority), wire, {
      onReply(reply) {
        const response = responseOf(reply, { method: wire.method, bodyError: (error) => error });
        controller.respondWith(response);
        resolve(true);
      },
      onError(error) {
        if (sent?.destroyed !== true) controller.errorWith(error);
        resolve(true);
      },
      onContinue() {
        sent?.emit('continue');
      },
    });
    sent?.once('close', () => {
      breakOff();
      resolve(true);
    });
  });
}

/** The request as node's client has written it: `request` has a normalised URL, and sorted headers in lower case. */
function wireRequestOf(request: Request, sent: ClientRequest | undefined): WireRequest {
  if (sent === undefined) return normalisedRequestOf(request);
  const [line = '', ...lines] = headOf(sent).trimEnd().split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const rawHeaders = lines.flatMap((each) => {
    const colon = each.indexOf(':');
    return [each.slice(0, colon), each.slice(colon + 1).trimStart()];
  });
  return { method, target, rawHeaders, body: hasBody(rawHeaders) ? bodyOf(request, sent) : undefined };
}

/** A request that another interceptor has sent on: how the client wrote it is unknown. */
function normalisedRequestOf({ method, url, headers, body }: Request): WireRequest {
  const { pathname, search } = new URL(url);
  const rawHeaders = [...headers].flat();
  return {
    method,
    target: `${pathname}${search}`,
    rawHeaders,
    body: body === null ? undefined : Readable.fromWeb(body),
  };
}

/** Request line and headers; node's types do not know where its client keeps them. */
const headOf = (sent: ClientRequest): string => (sent as unknown as { readonly _header: string })._header;

const hasBody = (rawHeaders: readonly string[]): boolean =>
  rawHeaders.some(
    (name, index) =>
      index % 2 === 0 && /^(content-length|transfer-encoding)$/i.test(name) && rawHeaders[index + 1] !== '0',
  );

function bodyOf(request: Request, sent: ClientRequest): Readable {
  if (request.body !== null) return Readable.fromWeb(request.body);
  // The body of a GET request. The first function does not know the clients that nock derives from node's.
  try {
    return getClientRequestBodyStream(request);
  } catch {
    return (sent.socket as unknown as { readonly requestStream: Readable }).requestStream;
  }
}
