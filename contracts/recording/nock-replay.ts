/** A reply for nock to give. */
export interface Staged {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

const loadNock = () => import('nock');

/** Loaded once: an import is resolved again each time, which costs more than a reply. */
let loading: ReturnType<typeof loadNock> | undefined;

/** The number of requests that are being answered. */
let staging = 0;

/**
 * Sends a request by the machine's own fetch and lets nock answer it, so that it passes through the whole client and no
 * network. nock is loaded only here, and passes on every request that is not for a recording's host. It patches node's http
 * only while a recording is replayed, since other code uses it too.
 */
export async function answerOnce(url: string, init: RequestInit, staged: Staged): Promise<Response> {
  const { default: nock } = await (loading ??= loadNock());
  staging += 1;
  if (!nock.isActive()) nock.activate();
  const { origin, pathname } = new URL(url);
  // nock calls this with and without the query.
  const isThis = (path: string): boolean => path.split('?')[0] === pathname;
  const interceptor = nock(origin).intercept(isThis, init.method ?? 'GET');
  interceptor.reply(staged.status, Buffer.from(staged.body), staged.headers);
  try {
    return await globalThis.fetch(url, init);
  } finally {
    nock.removeInterceptor(interceptor);
    staging -= 1;
    if (staging === 0) nock.restore();
  }
}
