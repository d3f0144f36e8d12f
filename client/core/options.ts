/** How long an exchange may take unless its client says otherwise, in ms. */
const defaultTimeoutMs = 10_000;

/** setTimeout takes longer ones for 1 ms. */
const longestTimeoutMs = 2 ** 31 - 1;

/** A checked timeout in ms; a TypeError for one that no timer can keep. */
export function timeoutFrom(timeoutMs: number = defaultTimeoutMs): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= longestTimeoutMs) return timeoutMs;
  throw new TypeError(`timeoutMs must be a number of milliseconds above 0 and up to ${longestTimeoutMs}`);
}

/**
 * A checked base URL, written as fetch will send it and without a slash at its end.
 *
 * Throws a TypeError, which does not repeat it: a URL may hold a password.
 */
export function baseFrom(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('baseUrl must be an absolute URL with http or https');
  }
  if (url.username !== '' || url.password !== '') throw new TypeError('baseUrl must hold no user and no password');
  if (/[?#]/.test(baseUrl)) throw new TypeError('baseUrl must have no query and no fragment');
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** Throws a TypeError that names the first of these options that is not a text with something in it. */
export function demandTexts(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value !== 'string' || value.trim() === '')
      throw new TypeError(`${name} must be a text that is not empty`);
  }
}
