import type { Documents } from '../../../core/documents.js';
import { enterprises } from '../vocabulary.js';
import type { Enterprise } from '../vocabulary.js';
import type { SlipOne } from './scheme-one.js';

/** The tokens of so many other enterprises are tried. */
const mostEnterprises = 500;

const keyIs = (key: string | Uint8Array) => ({ parts: { key } });

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));

/** Enterprises but for one, as many as are tried. */
export const othersThan = (enterpriseId: string | undefined, documents: Documents): readonly Enterprise[] =>
  enterprises
    .all(documents)
    .map(([, each]) => each)
    .filter((each) => each.enterpriseId !== enterpriseId)
    .slice(0, mostEnterprises);

/** The right text, signed with another key. */
export const keySlips: readonly SlipOne[] = [
  {
    mistake: 'token-hex-decoded',
    ways: ({ enterprise: { token } }) => (/^([0-9a-f]{2})+$/i.test(token) ? [keyIs(bytesOf(token))] : []),
  },
  { mistake: 'client-secret-for-token', ways: ({ enterprise }) => [keyIs(enterprise.clientSecret)] },
  {
    mistake: 'token-of-another-enterprise',
    alone: true,
    ways: ({ documents, enterprise }) =>
      othersThan(enterprise.enterpriseId, documents).map(({ token, enterpriseId }) => ({
        ...keyIs(token),
        values: { enterpriseId },
      })),
  },
];
