import { bodyHash, sha256, signedBytes } from '../../../../contracts/xylink/signing-one.js';
import { remembered } from './remembered.js';
import type { PartsOne, SlipOne } from './scheme-one.js';

const encoder = new TextEncoder();
/** Keeps a byte order mark, which is a character too. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A character has at most four bytes, so they all stand in so many. */
const mostBytes = 4 * signedBytes;

/** What a program hashes that takes the first 100 characters; of a body that is not longer it takes all, as is right. */
const charactersHashed = (first: (text: string) => string): PartsOne['hashed'] =>
  remembered((body) => {
    if (body.length <= signedBytes) return bodyHash(body);
    return sha256(encoder.encode(first(decoder.decode(body.subarray(0, mostBytes)))));
  });

const inHex = (base64: string): string =>
  Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');

function hashedBy(mistake: SlipOne['mistake'], ...all: readonly PartsOne['hashed'][]): SlipOne {
  const ways = all.map((hashed) => ({ parts: { hashed } }));
  return { mistake, ways: () => ways };
}

/** Mistakes in hashing the body. */
export const hashSlips: readonly SlipOne[] = [
  hashedBy('whole-body-hashed', remembered(sha256)),
  hashedBy(
    'characters-not-bytes',
    // Python counts whole characters, Java and JavaScript count units of UTF-16.
    charactersHashed((text) => Array.from(text).slice(0, signedBytes).join('')),
    charactersHashed((text) => text.slice(0, signedBytes)),
  ),
  hashedBy(
    'body-hash-missing',
    () => '',
    () => undefined,
  ),
  hashedBy(
    'body-hash-in-hex',
    remembered((body) => inHex(bodyHash(body))),
  ),
];
