import { BadUse } from '../bad-use.js';

/** A target that is not there, too slow or out of order: its message is one line, and it proves nothing. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
}

const patienceMs = 10_000;

/** Asks whether a simulator runs behind a URL, and lets itself be controlled. */
export async function demandSimulator(url: string, controlToken: string | undefined): Promise<void> {
  const { status, isControl } = await controlAt(url, controlToken).catch(() => {
    throw new NotReached(`nothing answers at ${url}; start it with: understudy serve`);
  });
  if (status >= 500) throw new NotReached(`${url} answered ${status}: it, or something before it, is out of order`);
  if (status === 401) throw new BadUse(`${url} demands the token of its control API; give it with --control-token`);
  if (status === 403) throw new BadUse(`${url} answers its control API under other names only; see serve --allow-host`);
  if (!isControl) throw new BadUse(`${url} is no simulator: no control API answers there`);
}

/** By an endpoint that asks for the token, as health does not. */
async function controlAt(
  url: string,
  token: string | undefined,
): Promise<{ readonly status: number; readonly isControl: boolean }> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(patienceMs);
  const reply = await fetch(`${url}/_simulator/spaces`, { headers, signal, redirect: 'manual' });
  const text = await reply.text();
  return { status: reply.status, isControl: reply.ok && listsSpaces(text) };
}

function listsSpaces(text: string): boolean {
  try {
    const value = JSON.parse(text) as { readonly spaces?: unknown } | null;
    return Array.isArray(value?.spaces);
  } catch {
    return false;
  }
}
