import { signOf } from '../../../../contracts/ytx/signing.js';
import { firstOf, type Mistake, type Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { bareBase64, percentDecoded } from './header-read.js';
import { base64Of, claimOver, encodedAs, foundIf, md5Of, withValues } from './recomputed.js';

/** What was made of the header's text, as one would write it down; the right way is base64(…). */
const headerMade: readonly (readonly [way: string, encode: (text: string) => string])[] = [
  ['base64(base64(…))', (text) => base64Of(base64Of(text))],
  ['encodeURIComponent(base64(…))', (text) => encodeURIComponent(base64Of(text))],
  [
    'encodeURIComponent(encodeURIComponent(base64(…)))',
    (text) => encodeURIComponent(encodeURIComponent(base64Of(text))),
  ],
  ['base64(encodeURIComponent(…))', (text) => base64Of(text.replaceAll('|', '%7C'))],
];

const bytesOf = (hex: string): string =>
  hex.replace(/../g, (digits) => String.fromCharCode(Number.parseInt(digits, 16)));

/** What was made of the right Sign; without padding, since a query may lose it. */
const signMade: readonly (readonly [way: string, encode: (sign: string) => string])[] = [
  ['base64(md5 bytes)', (sign) => bareBase64(btoa(bytesOf(sign)))],
  ['base64(md5 hex)', (sign) => bareBase64(btoa(sign))],
  ['base64(MD5 HEX)', (sign) => bareBase64(btoa(sign.toUpperCase()))],
  ['md5(md5 hex)', md5Of],
  ['md5(MD5 HEX)', (sign) => md5Of(sign.toUpperCase())],
];

function signEncoded({ subject, account, sign, timestamp }: Facts): Reproduced | undefined {
  if (subject !== 'sign' || account === undefined || sign === undefined) return undefined;
  const received = bareBase64(percentDecoded(percentDecoded(sign)));
  const right = signOf(account, timestamp);
  const isMade = (made: string): boolean => made === received || made === sign.toLowerCase();
  return firstOf(signMade, ([way, encode]) => foundIf(isMade(encode(right)), { way }));
}

/** Something was encoded once too often, or in another way than the page says. */
export const doubleEncoding: readonly Mistake<Facts>[] = [
  {
    mistake: 'double-encoded',
    reproduces: (facts) =>
      firstOf(headerMade, ([way, encode]) =>
        withValues(encodedAs(facts, claimOver(facts.timestamp), encode), { way }),
      ) ?? signEncoded(facts),
  },
];
