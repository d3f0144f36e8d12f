import { hash, timingSafeEqual } from 'node:crypto';

/** An account's two halves as the provider's console shows them. */
export interface AccountKeys {
  readonly accountSID: string;
  readonly authToken: string;
}

/** What an Authorization header says. */
export interface Claim {
  readonly accountSID: string;
  /** As it stands there; `readTimestamp` tells whether it is one. */
  readonly timestamp: string;
}

/**
 * The `Sign` parameter: MD5 over account, token and timestamp, as 32 lower-case hex digits.
 *
 * `signOf({ accountSID: '0123456789abcdef0123456789abcdef', authToken: 'fedcba9876543210fedcba9876543210' },
 * '20261121120000')` is `a2b5eb6845821ecf59e469865cc7aca2`.
 */
export function signOf({ accountSID, authToken }: AccountKeys, timestamp: string): string {
  return hash('md5', accountSID + authToken + timestamp, 'hex');
}

/** What another digest makes of the same text, lower-case hex: no Sign, but what a wrong one may be. */
export function otherDigestOf(
  digest: 'sha1' | 'sha256',
  { accountSID, authToken }: AccountKeys,
  timestamp: string,
): string {
  return hash(digest, accountSID + authToken + timestamp, 'hex');
}

/** The `Authorization` header: base64 of account and timestamp with `|` between them; no scheme in front. */
export function authorizationOf({ accountSID, timestamp }: Claim): string {
  return Buffer.from(`${accountSID}|${timestamp}`, 'utf8').toString('base64');
}

/** Reads an Authorization header; undefined unless it is canonical base64 of `account|timestamp`. */
export function readAuthorization(header: string): Claim | undefined {
  const bytes = Buffer.from(header, 'base64');
  // Node decodes leniently; what does not encode back to itself was not standard base64 with padding.
  if (bytes.toString('base64') !== header) return undefined;
  const text = bytes.toString('utf8');
  const bar = text.indexOf('|');
  if (bar < 0) return undefined;
  return { accountSID: text.slice(0, bar), timestamp: text.slice(bar + 1) };
}

const signShape = /^[0-9a-f]{32}$/i;

/** Whether `sign` is the right one, in either case; takes equally long wherever a wrong one differs. */
export function signMatches(sign: string, keys: AccountKeys, timestamp: string): boolean {
  if (!signShape.test(sign)) return false;
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
  return timingSafeEqual(bytes(sign.toLowerCase()), bytes(signOf(keys, timestamp)));
}
