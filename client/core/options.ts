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

/** The choices of each member of a format; the first is the default. */
type FormatChoices = Readonly<Record<string, readonly [string, ...(readonly string[])]>>;

/** A format with every member: each is one of the choices in the table. */
type CompleteFormat<Choices extends FormatChoices> = { readonly [Name in keyof Choices]: Choices[Name][number] };

/** A checked format, with the defaults of members that are not given. Throws a TypeError that names an invalid member. */
export function formatFrom<const Choices extends FormatChoices>(
  choices: Choices,
  given: Readonly<Partial<Record<keyof Choices & string, string>>>,
): CompleteFormat<Choices> {
  // Programs in JavaScript hand in anything.
  const members: Readonly<Record<string, unknown>> = { ...given };
  for (const [name, value] of Object.entries(members)) {
    if (!Object.hasOwn(choices, name))
      throw new TypeError(`format has no "${name}": ${Object.keys(choices).join(', ')}`);
    if (value !== undefined && choices[name]?.some((choice) => choice === value) !== true) {
      throw new TypeError(`format.${name} must be one of ${(choices[name] ?? []).join(', ')}`);
    }
  }
  const all = Object.entries(choices).map(([name, [usual]]) => [name, members[name] ?? usual]);
  return Object.fromEntries(all) as CompleteFormat<Choices>;
}

/** A checked text for a segment of paths. Throws a TypeError for another value. */
export function segmentFrom(name: string, value: string): string {
  if (/^[\w.-]{1,32}$/.test(value) && !/^\.{1,2}$/.test(value)) return value;
  throw new TypeError(`${name} must be letters, digits, "_", "." and "-"`);
}
