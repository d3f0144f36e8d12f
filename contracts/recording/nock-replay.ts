/** A reply as nock is to give it. */
export interface Staged {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** How many answers are under way. */
let staging = 0;

/**
 * Sends a request by the machine's own fetch and has nock answer it, so that it goes through all of the client and
 * through no network. nock is loaded only now, and lets every request pass that is not for a recording's host; it stands
 * in node's own http no longer than a recording is played, for whoever else uses that.
 */
export async function answerOnce(url: string, init: RequestInit, staged: Staged): Promise<Response> {
  const { default: nock } = await import('nock');
  staging += 1;
  if (!nock.isActive()) nock.activate();
  const { origin, pathname } = new URL(url);
  // nock asks with the query and without.
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
