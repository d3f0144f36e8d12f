import {
  bodyHash,
  byKey,
  halves,
  hmacOne,
  joinPairs,
  type Pair,
  readSignature,
  sha256,
  signedBytes,
  signedPairs,
} from '../../../../contracts/xylink/signing-scheme1.js';
import type { Findings } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisInput } from '../../../core/provider.js';
import { enterprises } from '../model.js';
import { enterpriseIdIn, rawParameter } from '../request-parts.js';
import { bodiesOf, bodyMistakes } from './body-variants.js';
import { enterprisesBut, type Explained, findingsOf, nothing, targetsOf } from './findings.js';
import { type FactsOne, inBase64, type PartsOne, partsOne, schemeOne, type Scheme1Mistake } from './schemes.js';
import { type MistakeId, orders, memoise } from './search.js';
import { decodings, trailingBytes, longerPaths, methodMistakes, reencodings, urlsOf } from './target-variants.js';

const pathIs = (path: string) => ({ parts: { path } });
const queryIs = (pairs: readonly Pair[]) => ({ parts: { query: joinPairs(pairs) } });

const pairsOf = ({ target }: FactsOne): readonly Pair[] => signedPairs(halves(target).query);
const sortPairs = (pairs: readonly Pair[]): readonly Pair[] => pairs.toSorted(byKey);

/** Sorts by the whole `key=value`, as the provider's own toolkit does. */
const sortWholePairs = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.toSorted((one, other) => (joinPairs([one]) < joinPairs([other]) ? -1 : 1));

/** The maximum number of parameters for which all orders are tried. */
const maxReordered = 4;

/** Possible placeholders in the query before the signature was added. */
const placeholders = ['', 'signature', 'null', 'undefined'].map((value) => ({ key: 'signature', value }));

/** Mistakes in the lines for path and query. */
const targetMistakes: readonly Scheme1Mistake[] = [
  { mistake: 'leading-slash', ways: ({ right }) => [pathIs(`/${right.path}`)] },
  {
    mistake: 'prefix-not-cut',
    ways({ request, target }) {
      const { path } = halves(target);
      return [...longerPaths(path), ...urlsOf(request, path)].map(pathIs);
    },
  },
  { mistake: 'query-line-empty', ways: () => ['', undefined].map((query) => ({ parts: { query } })) },
  {
    mistake: 'query-unsorted',
    ways(facts) {
      const pairs = pairsOf(facts);
      const inAllOrders = pairs.length > maxReordered ? [] : orders(pairs);
      return [pairs, sortWholePairs(pairs), ...inAllOrders].map(queryIs);
    },
  },
  {
    mistake: 'signature-in-query',
    ways: (facts) =>
      placeholders.flatMap((each) => {
        const pairs = [...pairsOf(facts), each];
        return [sortPairs(pairs), pairs].map(queryIs);
      }),
  },
  {
    mistake: 'query-decoded',
    ways(facts) {
      const asSent = pairsOf(facts);
      return decodings(asSent).flatMap((pairs) => [
        queryIs(sortPairs(pairs)),
        // Without anything to decode, only the order differs.
        { ...queryIs(pairs), without: queryIs(asSent).parts },
      ]);
    },
  },
  {
    mistake: 'query-encoding-differs',
    ways: (facts) => reencodings(pairsOf(facts)).map((pairs) => queryIs(sortPairs(pairs))),
  },
];

const keyIs = (key: string | Uint8Array) => ({ parts: { key } });

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));

/** The correct text, signed with another key. */
const keyMistakes: readonly Scheme1Mistake[] = [
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

const encoder = new TextEncoder();
/** Keeps a byte order mark, which is a character too. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A character has at most four bytes, so this many bytes contain all of them. */
const maxBytes = 4 * signedBytes;

/** The hash of a program that takes the first 100 characters; the whole body, correctly, if it is not longer. */
const hashCharacters = (first: (text: string) => string): PartsOne['hash'] =>
  memoise((body) => {
    if (body.length <= signedBytes) return bodyHash(body);
    return sha256(encoder.encode(first(decoder.decode(body.subarray(0, maxBytes)))));
  });

const hexOfBase64 = (base64: string): string =>
  Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Mistakes in hashing the body. */
const hashMistakes: readonly Scheme1Mistake[] = [
  hashMistake('whole-body-hashed', memoise(sha256)),
  hashMistake(
    'characters-not-bytes',
    // Python counts characters, Java and JavaScript count UTF-16 code units.
    hashCharacters((text) => Array.from(text).slice(0, signedBytes).join('')),
    hashCharacters((text) => text.slice(0, signedBytes)),
  ),
  hashMistake(
    'body-hash-missing',
    () => '',
    () => undefined,
  ),
  hashMistake(
    'body-hash-in-hex',
    memoise((body) => hexOfBase64(bodyHash(body))),
  ),
];

const hexSignature: Notation = (text, key) => hmacOne(text, key, 'hex');
const inUpperHex: Notation = (text, key) => hexSignature(text, key).toUpperCase();

const rewritten =
  (change: (base64: string) => string): Notation =>
  (text, key) =>
    change(inBase64(text, key));

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');
const removePadding = (base64: string): string => base64.replaceAll('=', '');

/** The received signature has been percent-decoded once, so it was encoded once more than these. */
const encodedOnce = encodeURIComponent;
const encodeTwice = (base64: string): string => encodedOnce(encodedOnce(base64));

/** The correct digest in another notation. */
const notationMistakes: readonly Scheme1Mistake[] = [
  // The placeholder that the provider's SDK leaves in the query when it signs by 2.0 counts as no signature.
  notationMistake(
    'signature-missing',
    () => '',
    () => 'signature',
  ),
  notationMistake('hex-not-base64', hexSignature, inUpperHex),
  notationMistake(
    'base64-of-hex',
    (text, key) => btoa(hexSignature(text, key)),
    (text, key) => btoa(inUpperHex(text, key)),
  ),
  notationMistake(
    'plus-lost',
    rewritten((base64) => base64.replaceAll('+', '')),
  ),
  notationMistake(
    'base64-url-safe',
    rewritten(urlSafe),
    rewritten(removePadding),
    rewritten((base64) => urlSafe(removePadding(base64))),
  ),
  notationMistake('signature-encoded-twice', rewritten(encodedOnce), rewritten(encodeTwice)),
];

/** The simplest explanation first: the notation of the digest, then what is signed, line by line, then the key. */
const explained: Explained<PartsOne, FactsOne> = {
  name: 'signature 1.0',
  scheme: schemeOne,
  mistakes: [
    ...notationMistakes,
    ...methodMistakes,
    ...targetMistakes,
    ...hashMistakes,
    ...bodyMistakes,
    ...trailingBytes,
    ...keyMistakes,
  ],
};

/** Diagnoses a wrong or missing signature 1.0. */
export function diagnoseOne({ context: { request, readings, documents: then }, documents }: DiagnosisInput): Findings {
  const enterprise = enterprises.read(then, enterpriseIdIn(request, readings) ?? '');
  if (enterprise === undefined) return nothing;
  const received = readSignature(rawParameter(request, 'signature') ?? '');
  const secrets = [enterprise.token, enterprise.clientSecret];
  const bodies = bodiesOf(request.body);
  const factsOver = (target: string): FactsOne => {
    const right = partsOne({ ...request, target }, enterprise.token);
    return { request, target, bodies, enterprise, documents, secrets, right, received };
  };
  return findingsOf(explained, targetsOf(request).map(factsOver));
}

function hashMistake(mistake: Scheme1Mistake['mistake'], ...all: readonly PartsOne['hash'][]): Scheme1Mistake {
  const ways = all.map((hash) => ({ parts: { hash } }));
  return { mistake, ways: () => ways };
}

type Notation = PartsOne['write'];

function notationMistake(mistake: MistakeId, ...all: readonly Notation[]): Scheme1Mistake {
  const ways = all.map((write) => ({ parts: { write } }));
  return { mistake, ways: () => ways };
}
