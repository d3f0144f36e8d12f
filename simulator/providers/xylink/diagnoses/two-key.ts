import { headerLine, readSignType, signTypes } from '../../../../contracts/xylink/signing-two.js';
import { clients, grants } from '../vocabulary.js';
import type { FactsTwo, PartsTwo, SlipTwo } from './scheme-two.js';

const asIs = (text: string): string => text;

/** The right digest, written in another way. */
export const writtenSlips: readonly SlipTwo[] = [
  { mistake: 'sign-missing', ways: () => [{ parts: { written: () => '' } }] },
  { mistake: 'lower-case-hex', ways: () => [{ parts: { written: asIs } }] },
  {
    mistake: 'sign-type-differs',
    ways: ({ headers }) =>
      signTypes
        .filter((signType) => signType !== readSignType(headers.signType))
        .flatMap((signType) => {
          const values = { signType };
          const inHeader = headerLine({ ...headers, signType });
          return [
            { parts: { signType }, values },
            { parts: { signType, headers: inHeader }, values },
          ];
        }),
  },
];

const keyLine: PartsTwo['keyLine'] = (secret) => `\n${secret}`;

/** Other secrets of the same client: a login gives a new one each time, and so does a refresh. */
function otherSignSecrets({ documents, grant }: FactsTwo): readonly string[] {
  const known = clients.read(documents, grant.clientId)?.grants ?? [];
  return known
    .flatMap((accessToken) => grants.read(documents, accessToken)?.signSecret ?? [])
    .filter((each) => each !== grant.signSecret);
}

/** The right text but for the key. */
export const keySlips: readonly SlipTwo[] = [
  {
    mistake: 'ampersand-missing',
    ways: () => [{ parts: { keyLine, hmacKey: asIs } }, { parts: { keyLine } }, { parts: { hmacKey: asIs } }],
  },
  { mistake: 'key-left-out', ways: () => [() => '', () => '\n'].map((line) => ({ parts: { keyLine: line } })) },
  {
    mistake: 'client-secret-used',
    ways: ({ enterprise }) => [{ parts: { secret: { value: enterprise.clientSecret, shown: '‹clientSecret›' } } }],
  },
  {
    mistake: 'sign-secret-of-another-login',
    ways: (facts) =>
      otherSignSecrets(facts).map((value) => ({ parts: { secret: { value, shown: '‹another signSecret›' } } })),
  },
];
