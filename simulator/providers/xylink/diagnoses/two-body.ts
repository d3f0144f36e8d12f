import { bodyHash, signedBytes } from '../../../../contracts/xylink/signing-one.js';
import { bodyDigest } from '../../../../contracts/xylink/signing-two.js';
import { remembered } from './remembered.js';
import type { PartsTwo, SlipTwo } from './scheme-two.js';

const hashedBy = (hashed: PartsTwo['hashed']) => ({ parts: { hashed: remembered(hashed) } });

const first100 = [hashedBy((body) => bodyDigest(body.subarray(0, signedBytes))), hashedBy(bodyHash)];
const upperCase = [hashedBy((body) => bodyDigest(body).toUpperCase())];

/** Mistakes in hashing the body. */
export const hashSlips: readonly SlipTwo[] = [
  { mistake: 'body-hash-of-first-100', ways: () => first100 },
  { mistake: 'body-hash-in-upper-case', ways: () => upperCase },
];
