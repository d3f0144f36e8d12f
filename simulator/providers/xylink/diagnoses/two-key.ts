import { headerLine, readSignType, signTypes } from '../../../../contracts/xylink/signing-two.js';
import { clients, grants } from '../vocabulary.js';
import type { FactsTwo, PartsTwo, SlipTwo } from './scheme-two.js';

const asIs = (text: string): string => text;

const bytesOf = (hex: string): string =>
  hex.replaceAll(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));

const inBase64: readonly PartsTwo['written'][] = [(hex) => btoa(bytesOf(hex)), btoa, (hex) => btoa(hex.toUpperCase())];

/** The right digest, written in another way. */
export const writtenSlips: readonly SlipTwo[] = [
  { mistake: 'sign-missing', ways: () => [{ parts: { written: () => '' } }] },
  { mistake: 'lower-case-hex', ways: () => [{ parts: { written: asIs } }] },
  { mistake: 'sign-in-base64', ways: () => inBase64.map((written) => ({ parts: { written } })) },
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
    ways: () => [
      { parts: { keyLine: asIs, hmacKey: asIs } },
      { parts: { keyLine: asIs } },
      { parts: { hmacKey: asIs } },
    ],
  },
  { mistake: 'key-left-out', ways: () => [() => undefined, () => ''].map((keyLine) => ({ parts: { keyLine } })) },
  {
    mistake: 'client-secret-used',
    ways({ enterprise: { clientSecret }, grant: { signSecret } }) {
      const secret = { value: clientSecret, shown: '‹clientSecret›' };
      const inKeyOnly = { hmacKey: () => `${clientSecret}&` };
      const inLineOnly = { secret, hmacKey: () => `${signSecret}&` };
      return [{ secret }, inKeyOnly, inLineOnly].map((parts) => ({ parts }));
    },
  },
  {
    mistake: 'sign-secret-of-another-login',
    ways: (facts) =>
      otherSignSecrets(facts).map((value) => ({ parts: { secret: { value, shown: '‹another signSecret›' } } })),
  },
];
