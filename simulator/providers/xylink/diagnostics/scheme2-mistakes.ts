import {
  bodyHash,
  byKey,
  joinPairs,
  type Pair,
  signedBytes,
  signedPairs,
  signedPath,
} from '../../../../contracts/xylink/signing-scheme1.js';
import {
  bodyDigest,
  headerLine,
  headerLines,
  readSignType,
  signTypes,
} from '../../../../contracts/xylink/signing-scheme2.js';
import type { Findings } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisInput } from '../../../core/provider.js';
import { headerOf } from '../../../core/requests/incoming-request.js';
import { clients, enterprises, grants } from '../model.js';
import { enterpriseIdIn } from '../request-parts.js';
import { bearerIn } from '../rules/bearer.js';
import { signedHeaders } from '../rules/signature.js';
import { bodiesOf, bodyMistakes } from './body-variants.js';
import { type Explained, findingsOf, nothing, targetsOf } from './findings.js';
import { type FactsTwo, type PartsTwo, partsTwo, schemeTwo, type Scheme2Mistake } from './schemes.js';
import { orders, memoise } from './search.js';
import { decodings, trailingBytes, longerPaths, methodMistakes, urlsOf } from './target-variants.js';

const queryIs = (query: string) => ({ parts: { query } });

const rawPairs = ({ right }: FactsTwo): readonly string[] => right.query.slice(1).split('&');
const pairsOf = ({ right }: FactsTwo): readonly Pair[] => signedPairs(right.query.slice(1));

/** Without the parameter `signature`, which is a separate mistake. */
const unsignedQuery = (facts: FactsTwo) => queryIs(`?${joinPairs(pairsOf(facts))}`);

/** Mistakes in the line for the target. */
const targetMistakes: readonly Scheme2Mistake[] = [
  { mistake: 'query-left-out', ways: () => [queryIs('')] },
  { mistake: 'signature-left-out', ways: (facts) => [unsignedQuery(facts)] },
  {
    mistake: 'query-sorted',
    ways: (facts) => [
      queryIs(`?${rawPairs(facts).toSorted().join('&')}`),
      { ...queryIs(`?${joinPairs(pairsOf(facts).toSorted(byKey))}`), without: unsignedQuery(facts).parts },
    ],
  },
  {
    mistake: 'query-decoded',
    ways: (facts) =>
      decodings(pairsOf(facts)).map((pairs) => ({
        ...queryIs(`?${joinPairs(pairs)}`),
        without: unsignedQuery(facts).parts,
      })),
  },
  {
    mistake: 'wrong-target-prefix',
    ways({ request, right: { path } }) {
      const cut = signedPath(path);
      return [cut, `/${cut}`, ...longerPaths(path), ...urlsOf(request, path)].map((each) => ({
        parts: { path: each },
      }));
    },
  },
];

/** The names of the signed headers, by meaning. */
const names = {
  clientId: 'x-xy-clientid',
  nonce: 'x-xy-nonce',
  signType: 'x-xy-signtype',
  timestamp: 'x-xy-timestamp',
};

/** Mistakes in the line for the headers. */
const headerMistakes: readonly Scheme2Mistake[] = [
  {
    mistake: 'header-left-out',
    ways: ({ headers }) =>
      Object.entries(names).map(([member, header]) => ({
        parts: { headers: headerLine({ ...headers, [member]: undefined }) },
        values: { header },
      })),
  },
  {
    mistake: 'headers-unsorted',
    inTwo: 0,
    ways: ({ headers }) => orders(headerLines(headers)).map((each) => ({ parts: { headers: each.join('&') } })),
  },
];

const asIs = (text: string): string => text;

const bytesOf = (hex: string): string =>
  hex.replaceAll(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));

const inBase64: readonly PartsTwo['write'][] = [(hex) => btoa(bytesOf(hex)), btoa, (hex) => btoa(hex.toUpperCase())];

/** The correct digest in another notation. */
const notationMistakes: readonly Scheme2Mistake[] = [
  { mistake: 'sign-missing', ways: () => [{ parts: { write: () => '' } }] },
  { mistake: 'lower-case-hex', ways: () => [{ parts: { write: asIs } }] },
  { mistake: 'sign-in-base64', ways: () => inBase64.map((write) => ({ parts: { write } })) },
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

/** The correct text except for the key. */
const keyMistakes: readonly Scheme2Mistake[] = [
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

const hashBy = (hash: PartsTwo['hash']) => ({ parts: { hash: memoise(hash) } });

const first100 = [hashBy((body) => bodyDigest(body.subarray(0, signedBytes))), hashBy(bodyHash)];
const upperCase = [hashBy((body) => bodyDigest(body).toUpperCase())];

/** Mistakes in hashing the body. */
const hashMistakes: readonly Scheme2Mistake[] = [
  { mistake: 'body-hash-of-first-100', ways: () => first100 },
  { mistake: 'body-hash-in-upper-case', ways: () => upperCase },
];

/** The simplest explanation first: the notation of the digest, then the key, then what is signed, line by line. */
const explained: Explained<PartsTwo, FactsTwo> = {
  name: 'x-xy-sign',
  scheme: schemeTwo,
  mistakes: [
    ...notationMistakes,
    ...keyMistakes,
    ...methodMistakes,
    ...targetMistakes,
    ...hashMistakes,
    ...bodyMistakes,
    ...headerMistakes,
    ...trailingBytes,
  ],
};

/** Diagnoses a wrong signature 2.0. */
export function diagnoseTwo({ context: { request, readings, documents: then }, documents }: DiagnosisInput): Findings {
  const enterprise = enterprises.read(then, enterpriseIdIn(request, readings) ?? '');
  const grant = grants.read(then, bearerIn(request) ?? '');
  if (enterprise === undefined || grant === undefined) return nothing;
  const headers = signedHeaders(request);
  const received = headerOf(request, 'x-xy-sign') ?? '';
  const { signSecret, accessToken, refreshToken } = grant;
  const secrets = [signSecret, accessToken, refreshToken, enterprise.token, enterprise.clientSecret];
  const bodies = bodiesOf(request.body);
  const factsOver = (target: string): FactsTwo => {
    const right = partsTwo({ ...request, headers, target }, signSecret);
    return { request, target, bodies, headers, enterprise, grant, documents, secrets, right, received };
  };
  return findingsOf(explained, targetsOf(request).map(factsOver));
}

/** Other signing secrets of the same client: each login and each refresh gives a new one. */
function otherSignSecrets({ documents, grant }: FactsTwo): readonly string[] {
  const known = clients.read(documents, grant.clientId)?.grants ?? [];
  return known
    .flatMap((accessToken) => grants.read(documents, accessToken)?.signSecret ?? [])
    .filter((each) => each !== grant.signSecret);
}
