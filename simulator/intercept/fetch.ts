import { sendOver, type WireRequest } from './exchange.js';
import { responseOf } from './reply.js';
import { findRoute } from './responders.js';
import type { RequestEvent } from './shared-interceptor.js';

/** Answers a request of `fetch`, and returns true; or leaves it to others. */
export async function answerFetch({ request, controller }: RequestEvent): Promise<boolean> {
  const url = new URL(request.url);
  const route = findRoute({ method: request.method, origin: url.origin });
  if (route.to === 'network') return false;
  if (route.to === 'error') {
    controller.errorWith(failure(route.error));
    return true;
  }
  const wire = await wireRequestOf(request, url);
  const { signal } = request;
  if (signal.aborted) return true;
  return new Promise((resolve) => {
    const breakOff = sendOver(route.responder.connect(route.authority), wire, {
      onReply(reply) {
        const bodyError = (error: Error): Error => (signal.aborted ? (signal.reason as Error) : cutOff(error));
        controller.respondWith(responseOf(reply, { method: wire.method, bodyError }));
        reply.once('close', () => {
          signal.removeEventListener('abort', abort);
        });
        resolve(true);
      },
      onError(error) {
        if (!signal.aborted) controller.errorWith(failure(error));
        resolve(true);
      },
    });
    const abort = (): void => {
      breakOff();
      resolve(true);
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}

/** The errors of `fetch` for a connection that fails, before the reply and within its body. */
const failure = (cause: Error): TypeError => new TypeError('fetch failed', { cause });
const cutOff = (cause: Error): TypeError => new TypeError('terminated', { cause });

/** What `fetch` adds on the wire to the headers of a request. */
const added: readonly (readonly [name: string, value: string])[] = [
  ['accept', '*/*'],
  ['accept-language', '*'],
  ['sec-fetch-mode', 'cors'],
  ['user-agent', 'node'],
  ['accept-encoding', 'gzip, deflate'],
];

async function wireRequestOf(request: Request, url: URL): Promise<WireRequest> {
  const { method, headers } = request;
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const own = [...headers].filter(([name]) => !['host', 'connection', 'content-length'].includes(name));
  const rawHeaders = [
    ...['host', headers.get('host') ?? url.host, 'connection', 'keep-alive'],
    ...own.flat(),
    ...added.filter(([name]) => !headers.has(name)).flat(),
    ...lengthOf(method, body),
  ];
  return { method, target: `${url.pathname}${url.search}`, rawHeaders, body };
}

function lengthOf(method: string, body: Uint8Array | undefined): readonly string[] {
  if (body === undefined && !['POST', 'PUT', 'PATCH'].includes(method)) return [];
  return ['content-length', String(body?.length ?? 0)];
}
