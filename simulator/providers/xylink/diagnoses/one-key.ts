import { enterprisesBut } from './other-enterprises.js';
import type { SlipOne } from './scheme-one.js';

const keyIs = (key: string | Uint8Array) => ({ parts: { key } });

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));

/** The right text, signed with another key. */
export const keySlips: readonly SlipOne[] = [
  {
    mistake: 'token-with-line-end',
    ways: ({ enterprise: { token } }) => ['\n', '\r\n'].map((end) => keyIs(token + end)),
  },
  {
    mistake: 'token-case-changed',
    ways: ({ enterprise: { token } }) => [keyIs(token.toUpperCase()), keyIs(token.toLowerCase())],
  },
  {
    mistake: 'token-hex-decoded',
    ways: ({ enterprise: { token } }) => (/^([0-9a-f]{2})+$/i.test(token) ? [keyIs(bytesOf(token))] : []),
  },
  { mistake: 'client-secret-for-token', ways: ({ enterprise }) => [keyIs(enterprise.clientSecret)] },
  {
    mistake: 'token-of-another-enterprise',
    inTwo: 0,
    ways: ({ documents, enterprise }) =>
      enterprisesBut(enterprise.enterpriseId, documents).map(({ token, enterpriseId }) => ({
        ...keyIs(token),
        values: { enterpriseId },
      })),
  },
];
