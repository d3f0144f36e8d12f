import { signOf } from '../../../../contracts/ytx/signing.js';
import type { Mistake, Reproduced } from '../../../core/diagnosis.js';
import { firstOf } from '../../../core/diagnosis.js';
import type { Facts } from './facts.js';
import { foundIf } from './recomputed.js';

type Printing = readonly [way: string, print: (hex: string) => string];

const withoutZeros: readonly Printing[] = [
  ['BigInteger.toString(16)', (hex) => hex.replace(/^0+/, '')],
  ['Integer.toHexString', (hex) => hex.replace(/../g, (byte) => byte.replace(/^0/, ''))],
];

const ofSixteenDigits: readonly Printing[] = [
  ['8-24', (hex) => hex.slice(8, 24)],
  ['0-16', (hex) => hex.slice(0, 16)],
  ['16-32', (hex) => hex.slice(16)],
];

const withDashes: readonly Printing[] = ['-', ':', '%3A', '%20', '+'].map((between) => [
  between,
  (hex) => (hex.match(/../g) ?? []).join(between.toLowerCase()),
]);

/** Whether the Sign is the right digest, printed in one of these ways. */
function printedAs({ subject, account, sign, timestamp }: Facts, ways: readonly Printing[]): Reproduced | undefined {
  if (subject !== 'sign' || account === undefined || sign === undefined) return undefined;
  const right = signOf(account, timestamp);
  return firstOf(ways, ([way, print]) => foundIf(print(right) === sign.toLowerCase(), { way }));
}

/** The right digest, printed wrong. */
export const digestPrinting: readonly Mistake<Facts>[] = [
  { mistake: 'leading-zero-lost', reproduces: (facts) => printedAs(facts, withoutZeros) },
  { mistake: 'sign-of-16-digits', reproduces: (facts) => printedAs(facts, ofSixteenDigits) },
  { mistake: 'digest-with-dashes', reproduces: (facts) => printedAs(facts, withDashes) },
];
