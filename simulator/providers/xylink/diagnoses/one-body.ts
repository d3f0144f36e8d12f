import { noBody } from '../../../../contracts/xylink/body-bytes.js';
import { bodyHash, sha256, signedBytes } from '../../../../contracts/xylink/signing-one.js';
import { escaped, reserialised } from './bodies.js';
import type { SlipOne } from './scheme-one.js';

const lineIs = (bodyLine: string) => ({ parts: { bodyLine } });
const hashIs = (hash: string) => lineIs(`\n${hash}`);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A character has at most four bytes, so they all stand in so many. */
const mostBytes = 4 * signedBytes;

/** What a program hashes that counts characters: Python counts whole ones, Java and JavaScript units of UTF-16. */
function firstCharacters(body: Uint8Array): readonly Uint8Array[] {
  const text = decoder.decode(body.subarray(0, mostBytes));
  const first = [Array.from(text).slice(0, signedBytes).join(''), text.slice(0, signedBytes)];
  return first.map((each) => encoder.encode(each));
}

const inHex = (base64: string): string =>
  Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Mistakes in the body's line. */
export const bodySlips: readonly SlipOne[] = [
  { mistake: 'whole-body-hashed', ways: ({ arrival: { body } }) => [hashIs(sha256(body))] },
  {
    mistake: 'characters-not-bytes',
    ways: ({ arrival }) => firstCharacters(arrival.body).map((each) => hashIs(sha256(each))),
  },
  {
    mistake: 'body-left-out',
    ways: () => [hashIs(bodyHash(noBody))],
  },
  { mistake: 'body-hash-missing', ways: () => ['\n', ''].map(lineIs) },
  { mistake: 'body-hash-in-hex', ways: ({ right }) => [hashIs(inHex(right.bodyLine.trim()))] },
  {
    mistake: 'body-reserialised',
    ways: ({ arrival }) => reserialised(arrival.body).map((body) => hashIs(bodyHash(body))),
  },
  {
    mistake: 'body-ascii-escaped',
    ways: ({ arrival }) => escaped(arrival.body).map((body) => hashIs(bodyHash(body))),
  },
];
