import type { Prepared } from './request.js';

/** What the errors of a client must not show. */
export interface Confidential {
  /** Its credentials at the moment of the call: in no text. */
  readonly secrets: () => readonly string[];
  /** Ids: not in URLs. */
  readonly ids: readonly string[];
}

/** Removes credentials from a text. */
export type HideSecrets = (text: string) => string;

/** A request as errors and hooks show it, without credentials. */
export interface RequestSummary {
  readonly method: string;
  /** Without a query, and with `…` in place of credentials and ids of accounts. */
  readonly url: string;
}

/** No credential is shorter; the removal of shorter texts would make messages unreadable. */
const minSecretLength = 8;

/** The maximum number of characters of a text of others in an error. */
const maxTextLength = 500;

const hidden = '…';

/**
 * The redactor for texts about a request: it hides these secrets, what the request was signed with, and every query. It bounds
 * the text, and makes it one line.
 */
export function redactorFor(secrets: readonly string[], prepared: Prepared | undefined): HideSecrets {
  const hide = secretHider([...secrets, ...(prepared === undefined ? [] : credentialsIn(prepared))]);
  return (text) => inOneLine(hide(text.replace(query, `?${hidden}`)));
}

/** The same for texts that are not redacted yet: it also shortens what looks like a credential. */
export function strictRedactorFor(secrets: readonly string[], prepared: Prepared | undefined): HideSecrets {
  const redact = redactorFor(secrets, prepared);
  return (text) => redact(text.slice(0, maxInputLength)).replace(run, shorten);
}

/** A longer text of others is cut before it is searched. */
const maxInputLength = 20 * maxTextLength;

function secretHider(secrets: readonly string[]): HideSecrets {
  const spellings = secrets
    .filter((secret) => secret.length >= minSecretLength)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .toSorted((one, other) => other.length - one.length);
  if (spellings.length === 0) return (text) => text;
  const secret = new RegExp(spellings.map(escapePattern).join('|'), 'gi');
  return (text) => text.replace(secret, hidden);
}

const query = /\?[^\s"'<>?=]+=[^\s"'<>]{6,}/g;

/** Digests, tokens, base64; names of checks have no digit. */
const run = /[\w+-]{24,}={0,2}/g;
const shorten = (text: string): string =>
  /\d/.test(text) && /[a-z]/i.test(text) ? `${text.slice(0, 4)}${hidden}${text.slice(-4)}` : text;

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

function inOneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > maxTextLength ? `${line.slice(0, maxTextLength)}${hidden}` : line;
}

/** Headers that never hold a credential. */
const harmless: ReadonlySet<string> = new Set(['accept', 'content-type', 'x-xy-signtype', 'x-xy-timestamp']);

/** The values of a request that may be credentials. */
function credentialsIn({ url, headers }: Prepared): readonly string[] {
  const inHeaders = Object.entries(headers)
    .filter(([name]) => !harmless.has(name.toLowerCase()))
    .flatMap(([, value]) => [value, value.replace(/^\w+ +/, '')]);
  if (!URL.canParse(url)) return inHeaders;
  const parameters = [...new URL(url).searchParams].filter(([name]) => /sign|token|secret|key|auth/i.test(name));
  return [...inHeaders, ...parameters.map(([, value]) => value)];
}

/** The method and the URL of a request, without its query and without credentials. */
export function summaryOf(prepared: Prepared, { secrets, ids }: Confidential): RequestSummary {
  const { method, url } = prepared;
  if (!URL.canParse(url)) return { method, url: hidden };
  const { origin, pathname } = new URL(url);
  const hide = strictRedactorFor([...secrets(), ...ids], prepared);
  return { method, url: hide(origin + pathname) };
}

const nameShape = /^[A-Z][A-Za-z]{0,40}$/;

/** The shape of the codes of systems and of fetch. */
export const codeShape = /^[A-Z][A-Z0-9_]{2,60}$/;

/** The depth to which causes are followed; fetch puts the system's error one below its own TypeError. */
export const deepestCause = 5;

/**
 * A copy of an error of another package, without credentials: it may quote the request. Undefined for what is no error.
 *
 * Under jest, errors of fetch come from another realm, so their members are read and `instanceof` is not used.
 */
export function causeOf(thrown: unknown, redact: HideSecrets, depth = deepestCause): Error | undefined {
  if (typeof thrown !== 'object' || thrown === null || depth === 0) return undefined;
  const { name, message, code, syscall, cause } = thrown as Readonly<Record<string, unknown>>;
  if (typeof message !== 'string') return undefined;
  const inner = causeOf(cause, redact, depth - 1);
  const copy = new Error(redact(message), inner === undefined ? {} : { cause: inner });
  const isShowable = (text: unknown, shape: RegExp): text is string =>
    typeof text === 'string' && shape.test(text) && redact(text) === text;
  return Object.assign(copy, {
    ...(isShowable(name, nameShape) && { name }),
    ...(isShowable(code, codeShape) && { code }),
    ...(isShowable(syscall, /^[a-z]{2,20}$/) && { syscall }),
  });
}
