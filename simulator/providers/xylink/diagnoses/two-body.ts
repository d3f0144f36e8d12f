import { noBody } from '../../../../contracts/xylink/body-bytes.js';
import { bodyHash, signedBytes } from '../../../../contracts/xylink/signing-one.js';
import { bodyDigest } from '../../../../contracts/xylink/signing-two.js';
import { escaped, reserialised } from './bodies.js';
import type { SlipTwo } from './scheme-two.js';

const digestIs = (digest: string) => ({ parts: { bodyDigest: digest } });

/** Mistakes in the body's line. */
export const bodySlips: readonly SlipTwo[] = [
  {
    mistake: 'body-hash-of-first-100',
    ways: ({ arrival: { body } }) => [digestIs(bodyDigest(body.subarray(0, signedBytes))), digestIs(bodyHash(body))],
  },
  { mistake: 'body-left-out', ways: () => [digestIs(bodyDigest(noBody))] },
  { mistake: 'body-hash-in-upper-case', ways: ({ right }) => [digestIs(right.bodyDigest.toUpperCase())] },
  {
    mistake: 'body-reserialised',
    ways: ({ arrival }) => reserialised(arrival.body).map((body) => digestIs(bodyDigest(body))),
  },
  {
    mistake: 'body-ascii-escaped',
    ways: ({ arrival }) => escaped(arrival.body).map((body) => digestIs(bodyDigest(body))),
  },
];
