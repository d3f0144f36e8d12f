/** The default timeout of an exchange, in ms. */
const defaultTimeoutMs = 10_000;

/** setTimeout treats a longer timeout as 1 ms. */
const maxTimeoutMs = 2 ** 31 - 1;

/** A checked timeout in ms. Throws a TypeError for one that a timer cannot keep. */
export function timeoutFrom(timeoutMs: number = defaultTimeoutMs): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= maxTimeoutMs) return timeoutMs;
  throw new TypeError(`timeoutMs must be a number of milliseconds above 0 and up to ${maxTimeoutMs}`);
}

/**
 * A checked base URL, written as fetch will send it and without a slash at its end.
 *
 * Throws a TypeError that does not repeat the URL, since it may hold a password.
 */
export function baseFrom(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('baseUrl must be an absolute URL with http or https');
  }
  if (url.username !== '' || url.password !== '') throw new TypeError('baseUrl must not contain a user or a password');
  if (/[?#]/.test(baseUrl)) throw new TypeError('baseUrl must not contain a query or a fragment');
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** Throws a TypeError that names the first of these options that is not a non-empty string. */
export function demandTexts(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value !== 'string' || value.trim() === '') throw new TypeError(`${name} must be a non-empty string`);
  }
}
