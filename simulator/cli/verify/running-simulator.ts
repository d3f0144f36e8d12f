import { BadUse } from '../bad-use.js';

/** A target that is not there, too slow or out of order: its message is one line, and it proves nothing. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
}

const patienceMs = 10_000;

/** Asks whether a simulator runs behind a URL, and lets itself be controlled. */
export async function demandSimulator(url: string, controlToken: string | undefined): Promise<void> {
  const { status, isHealthy } = await healthAt(url, controlToken).catch(() => {
    throw new NotReached(`nothing answers at ${url}; start it with: understudy serve`);
  });
  if (status >= 500) throw new NotReached(`${url} answered ${status}: it, or something before it, is out of order`);
  if (status === 401) throw new BadUse(`${url} demands the token of its control API; give it with --control-token`);
  if (status === 403) throw new BadUse(`${url} answers its control API under other names only; see serve --allow-host`);
  if (!isHealthy) throw new BadUse(`${url} is no simulator: no control API answers there`);
}

async function healthAt(
  url: string,
  token: string | undefined,
): Promise<{ readonly status: number; readonly isHealthy: boolean }> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(patienceMs);
  const reply = await fetch(`${url}/_simulator/health`, { headers, signal, redirect: 'manual' });
  const text = await reply.text();
  return { status: reply.status, isHealthy: reply.ok && isHealth(text) };
}

function isHealth(text: string): boolean {
  try {
    const value = JSON.parse(text) as { readonly status?: unknown; readonly providers?: unknown } | null;
    return value?.status === 'ok' && Array.isArray(value.providers);
  } catch {
    return false;
  }
}
