import type { Receipt } from '../../core/callbacks/transport.js';
import { ReceiverNotAllowed } from './guarded-lookup.js';

/*
 * What went wrong with a delivery, in words. Of node's errors only the code is repeated: a message may hold a URL.
 */

const unreachable: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'nobody listens there'],
  [/^(?:ENOTFOUND|EAI_\w+|ENODATA)$/, 'its name cannot be resolved'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)$/, 'there is no way to there'],
  [/^(?:\w*CERT\w*|UNABLE_TO_\w+|ERR_TLS_\w+)$/, 'its certificate is not trusted'],
  [/^(?:EPROTO|ERR_SSL_\w+)$/, 'it does not speak TLS as it should'],
];

const broken: readonly (readonly [RegExp, string])[] = [
  [/^HPE_HEADER_OVERFLOW$/, 'its reply has more than 16 KiB of headers'],
  [/^HPE_/, 'what it answered is no HTTP reply'],
];

/** What an error makes of an attempt; `isConnected` says whether the request could be written by then. */
export function receiptOf(error: unknown, isConnected: boolean): Receipt {
  if (error instanceof ReceiverNotAllowed) return { outcome: 'not-allowed', says: error.message };
  const code = codeOf(error);
  if (!isConnected) return { outcome: 'not-connected', says: inWords(unreachable, code, 'no connection came about') };
  return { outcome: 'broken-off', says: inWords(broken, code, 'the connection ended before a whole reply had come') };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^\w{1,60}$/.test(code) ? code : '';
}

function inWords(known: readonly (readonly [RegExp, string])[], code: string, otherwise: string): string {
  const says = known.find(([shape]) => shape.test(code))?.[1] ?? otherwise;
  return code === '' ? says : `${says} (${code})`;
}
