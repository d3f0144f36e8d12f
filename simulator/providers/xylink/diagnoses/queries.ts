import type { Pair } from '../../../../contracts/xylink/signing-one.js';
import { decoded } from '../../../../contracts/xylink/signing-one.js';

/** A parameter's value is changed, its key stays. */
const changed = (pairs: readonly Pair[], change: (value: string) => string): readonly Pair[] =>
  pairs.map(({ key, value }) => ({ key, value: change(value) }));

const asForm = (value: string): string => decoded(value.replaceAll('+', ' '));

/** The parameters with their percent-encoding undone; `+` stays or is a space. */
export const decodings = (pairs: readonly Pair[]): readonly (readonly Pair[])[] =>
  [decoded, asForm].map((change) => changed(pairs, change));

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
  decodings(pairs).flatMap((each) => encoders.map((encode) => changed(each, (value) => encodedBy(encode, value))));

/** What no program can encode, half a surrogate pair, stays. */
function encodedBy(encode: (value: string) => string, value: string): string {
  try {
    return encode(value);
  } catch {
    return value;
  }
}
