import { type AccountKeys, signOf } from '../../../../contracts/ytx/signing.js';
import type { Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';

/**
 * What somebody signed or encoded, put together from an account's two halves.
 *
 * It is called once with the real ones, to compare, and once with what may be shown; so it must hold no token of its own.
 */
export type Text = (keys: AccountKeys) => string;

/** What a right Authorization encodes. */
export const claimOver =
  (timestamp: string): Text =>
  ({ accountSID }) =>
    `${accountSID}|${timestamp}`;

/** What a right Sign is made over. */
export const signedText =
  (timestamp: string): Text =>
  ({ accountSID, authToken }) =>
    accountSID + authToken + timestamp;

const hiddenToken = '‹token›';

/** The halves as they may be shown. An accountSID that nobody has may be anything, a credential too, so it is hidden. */
export const keysShown = ({ account }: Pick<Facts, 'account'>): AccountKeys => ({
  accountSID: account?.accountSID ?? '‹accountSID›',
  authToken: hiddenToken,
});

const shown = (text: string): string => text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');

const encoder = new TextEncoder();

/** A text's UTF-8 bytes in base64, padded. */
export const base64Of = (text: string): string => btoa(String.fromCharCode(...encoder.encode(text)));

/** MD5 over any text, as 32 lower-case hex digits. */
export const md5Of = (text: string): string => signOf({ accountSID: text, authToken: '' }, '');

/** Whether the Sign was made over this text, with the account's own keys unless others are given. */
export function signedAs(
  { subject, account, sign }: Facts,
  text: Text,
  keys: AccountKeys | undefined = account,
): Reproduced | undefined {
  if (subject !== 'sign' || keys === undefined || sign?.length !== 32) return undefined;
  if (md5Of(text(keys)) !== sign.toLowerCase()) return undefined;
  return { signed: shown(text({ ...keys, authToken: hiddenToken })) };
}

/** Whether the Authorization is this text, encoded so. */
export function encodedAs(facts: Facts, text: Text, encode = base64Of): Reproduced | undefined {
  const { subject, accountSID, account, header } = facts;
  if (subject !== 'authorization' || header === undefined || accountSID.length > header.length) return undefined;
  const keys = account ?? { accountSID, authToken: hiddenToken };
  return encode(text(keys)) === header ? { signed: shown(text(keysShown(facts))) } : undefined;
}

/** Adds what stands for the `{name}`s of the mistake's text. */
export const withValues = (
  found: Reproduced | undefined,
  values: Readonly<Record<string, string>>,
): Reproduced | undefined => (found === undefined ? undefined : { ...found, values });

/** A mistake that is not about a text: found or not. */
export const foundIf = (condition: boolean, values: Readonly<Record<string, string>> = {}): Reproduced | undefined =>
  condition ? { values } : undefined;
