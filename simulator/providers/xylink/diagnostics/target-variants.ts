import { decodePercent, type Pair, signedPath } from '../../../../contracts/xylink/signing-scheme1.js';
import { type IncomingRequest, headerOf } from '../../../core/requests/incoming-request.js';
import type { SignatureMistake } from './search.js';

interface Ends {
  readonly lineEnd: string;
  readonly end: string;
}

/** Mistakes in the line ends and after the last line, the same in both schemes. */
export const trailingBytes: readonly SignatureMistake<Ends, unknown>[] = [
  { mistake: 'newline-at-the-end', ways: () => ['\n', '\r\n'].map((end) => ({ parts: { end } })) },
  { mistake: 'lines-end-in-crlf', ways: () => [{ parts: { lineEnd: '\r\n' } }] },
];

/** The maximum number of segments before the signed part of a path at which cuts are tried. */
const maxCuts = 12;

/**
 * Longer forms of the path that 1.0 signs, the shortest cut first: from every earlier segment, with and without slash.
 */
export function longerPaths(path: string): readonly string[] {
  const segments = path
    .slice(0, path.length - signedPath(path).length)
    .split('/')
    .slice(1, -1);
  const starts = segments.slice(0, maxCuts).map((_, index) => segments.slice(index));
  return starts.map((kept) => [...kept, signedPath(path)].join('/')).flatMap((each) => [`/${each}`, each]);
}

/** A path after the provider's host, or the host that was really called, with and without scheme. */
export function urlsOf(request: IncomingRequest, path: string): readonly string[] {
  const hosts = new Set([request.host, headerOf(request, 'host') ?? request.host]);
  return [...hosts].flatMap((host) => ['https://', 'http://', ''].map((scheme) => scheme + host + path));
}

interface Method {
  readonly method: string;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'];
const capitalise = (method: string): string => method.slice(0, 1) + method.slice(1).toLowerCase();

/** Mistakes in the first line, the same in both schemes. */
export const methodMistakes: readonly SignatureMistake<Method, { readonly right: Method }>[] = [
  {
    mistake: 'method-case',
    ways: ({ right: { method } }) =>
      [method.toLowerCase(), capitalise(method)].map((each) => ({ parts: { method: each } })),
  },
  {
    mistake: 'method-differs',
    ways: ({ right }) =>
      methods.filter((each) => each !== right.method).map((method) => ({ parts: { method }, values: { method } })),
  },
];

/** Changes the values of parameters, not their keys. */
const changeValues = (pairs: readonly Pair[], change: (value: string) => string): readonly Pair[] =>
  pairs.map(({ key, value }) => ({ key, value: change(value) }));

const asForm = (value: string): string => decodePercent(value.replaceAll('+', ' '));

/** The parameters percent-decoded; `+` stays or becomes a space. */
export const decodings = (pairs: readonly Pair[]): readonly (readonly Pair[])[] =>
  [decodePercent, asForm].map((change) => changeValues(pairs, change));

const encoders = [
  encodeURIComponent,
  encodeURI,
  // The encoding of forms and of Java's URLEncoder.
  (value: string) => encodeURIComponent(value).replaceAll('%20', '+'),
  // In lower-case hex digits.
  (value: string) => encodeURIComponent(value).replaceAll(/%../g, (escape) => escape.toLowerCase()),
];

/** The parameters decoded and encoded again in the styles of other programs. */
export const reencodings = (pairs: readonly Pair[]): readonly (readonly Pair[])[] =>
  decodings(pairs).flatMap((each) =>
    encoders.map((encode) => changeValues(each, (value) => encodeWith(encode, value))),
  );

/** Half a surrogate pair cannot be encoded and stays. */
function encodeWith(encode: (value: string) => string, value: string): string {
  try {
    return encode(value);
  } catch {
    return value;
  }
}
