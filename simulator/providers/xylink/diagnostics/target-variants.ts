import { decodePercent, type Pair, signedPath } from '../../../../contracts/xylink/signing-scheme1.js';
import { type IncomingRequest, headerOf } from '../../../core/requests/incoming-request.js';
import type { SignatureMistake } from './search.js';

interface Ends {
  readonly lineEnd: string;
  readonly end: string;
}

/** What stands between the lines and behind the last one, which is the same in both schemes. */
export const trailingBytes: readonly SignatureMistake<Ends, unknown>[] = [
  { mistake: 'newline-at-the-end', ways: () => ['\n', '\r\n'].map((end) => ({ parts: { end } })) },
  { mistake: 'lines-end-in-crlf', ways: () => [{ parts: { lineEnd: '\r\n' } }] },
];

/** A path in front of whose signed part more segments stand is not cut at every one of them. */
const mostCuts = 12;

/** A path cut too little, the least first: at every segment in front of the part that 1.0 signs, with and without slash. */
export function longerPaths(path: string): readonly string[] {
  const segments = path
    .slice(0, path.length - signedPath(path).length)
    .split('/')
    .slice(1, -1);
  const starts = segments.slice(0, mostCuts).map((_, index) => segments.slice(index));
  return starts.map((kept) => [...kept, signedPath(path)].join('/')).flatMap((each) => [`/${each}`, each]);
}

/** A path behind the host that it is meant for, or behind the one that was really called, with and without scheme. */
export function urlsOf(request: IncomingRequest, path: string): readonly string[] {
  const hosts = new Set([request.host, headerOf(request, 'host') ?? request.host]);
  return [...hosts].flatMap((host) => ['https://', 'http://', ''].map((scheme) => scheme + host + path));
}

interface Method {
  readonly method: string;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'];
const capitalise = (method: string): string => method.slice(0, 1) + method.slice(1).toLowerCase();

/** Mistakes in the first line, which is the same in both schemes. */
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

/** A parameter's value is changed, its key stays. */
const changeValues = (pairs: readonly Pair[], change: (value: string) => string): readonly Pair[] =>
  pairs.map(({ key, value }) => ({ key, value: change(value) }));

const asForm = (value: string): string => decodePercent(value.replaceAll('+', ' '));

/** The parameters with their percent-encoding undone; `+` stays or is a space. */
export const decodings = (pairs: readonly Pair[]): readonly (readonly Pair[])[] =>
  [decodePercent, asForm].map((change) => changeValues(pairs, change));

const encoders = [
  encodeURIComponent,
  encodeURI,
  // As forms and Java's URLEncoder do.
  (value: string) => encodeURIComponent(value).replaceAll('%20', '+'),
  // In lower-case hex digits.
  (value: string) => encodeURIComponent(value).replaceAll(/%../g, (escape) => escape.toLowerCase()),
];

/** The parameters with their values decoded and encoded again, as other programs encode. */
export const reencodings = (pairs: readonly Pair[]): readonly (readonly Pair[])[] =>
  decodings(pairs).flatMap((each) =>
    encoders.map((encode) => changeValues(each, (value) => encodeWith(encode, value))),
  );

/** What no program can encode, half a surrogate pair, stays. */
function encodeWith(encode: (value: string) => string, value: string): string {
  try {
    return encode(value);
  } catch {
    return value;
  }
}
