import { hmacOne } from '../../../../contracts/xylink/signing-one.js';
import type { PartsOne, SlipOne } from './scheme-one.js';
import { inBase64 } from './scheme-one.js';
import type { MistakeId } from './texts.js';

type Written = PartsOne['written'];

const inHex: Written = (text, key) => hmacOne(text, key, 'hex');
const inUpperHex: Written = (text, key) => inHex(text, key).toUpperCase();

const rewritten =
  (change: (base64: string) => string): Written =>
  (text, key) =>
    change(inBase64(text, key));

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');
const unpadded = (base64: string): string => base64.replaceAll('=', '');

/** A signature is read with its percent-encoding undone once, so it was encoded once more than these. */
const encodedOnce = encodeURIComponent;
const encodedTwice = (base64: string): string => encodedOnce(encodedOnce(base64));

function writtenBy(mistake: MistakeId, ...all: readonly Written[]): SlipOne {
  const ways = all.map((written) => ({ parts: { written } }));
  return { mistake, ways: () => ways };
}

/** The right digest, written in another way. */
export const writtenSlips: readonly SlipOne[] = [
  // What the provider's SDK leaves in the query when it signs by 2.0 counts as none.
  writtenBy(
    'signature-missing',
    () => '',
    () => 'signature',
  ),
  writtenBy('hex-not-base64', inHex, inUpperHex),
  writtenBy(
    'base64-of-hex',
    (text, key) => btoa(inHex(text, key)),
    (text, key) => btoa(inUpperHex(text, key)),
  ),
  writtenBy(
    'plus-lost',
    rewritten((base64) => base64.replaceAll('+', '')),
  ),
  writtenBy(
    'base64-url-safe',
    rewritten(urlSafe),
    rewritten(unpadded),
    rewritten((base64) => urlSafe(unpadded(base64))),
  ),
  writtenBy('signature-encoded-twice', rewritten(encodedOnce), rewritten(encodedTwice)),
];
