import { hash, timingSafeEqual } from 'node:crypto';

/** An account's id and token, from the provider's console. */
export interface AccountKeys {
  readonly accountSID: string;
  readonly authToken: string;
}

/** The content of an Authorization header. */
export interface Claim {
  readonly accountSID: string;
  /** As sent; `readTimestamp` validates it. */
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

/** Another digest of the same text, lower-case hex: not a valid Sign, but a common mistake. */
export function otherDigestOf(
  digest: 'sha1' | 'sha256',
  { accountSID, authToken }: AccountKeys,
  timestamp: string,
): string {
  return hash(digest, accountSID + authToken + timestamp, 'hex');
}

/** The `Authorization` header: base64 of account and timestamp with `|` between them, without a scheme. */
export function authorizationOf({ accountSID, timestamp }: Claim): string {
  return Buffer.from(`${accountSID}|${timestamp}`, 'utf8').toString('base64');
}

/**
 * Reads an Authorization header; undefined if it is not canonical base64 of `account|timestamp`. With `optional` padding,
 * the `=` at the end may be missing.
 */
export function readAuthorization(header: string, padding: 'required' | 'optional' = 'required'): Claim | undefined {
  const bytes = Buffer.from(header, 'base64');
  // Node decodes leniently, so compare with the canonical encoding (standard base64 with padding).
  const canonical = bytes.toString('base64');
  const isCanonical = canonical === header || (padding === 'optional' && canonical.replace(/=+$/, '') === header);
  if (!isCanonical) return undefined;
  const text = bytes.toString('utf8');
  const bar = text.indexOf('|');
  if (bar < 0) return undefined;
  return { accountSID: text.slice(0, bar), timestamp: text.slice(bar + 1) };
}

const signShape = /^[0-9a-f]{32}$/i;

/** Whether `sign` is right, in either case. It compares in constant time. */
export function signMatches(sign: string, keys: AccountKeys, timestamp: string): boolean {
  if (!signShape.test(sign)) return false;
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
  return timingSafeEqual(bytes(sign.toLowerCase()), bytes(signOf(keys, timestamp)));
}
