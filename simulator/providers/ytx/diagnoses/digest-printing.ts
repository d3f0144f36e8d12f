import { signOf } from '../../../../contracts/ytx/signing.js';
import { firstOf, type Mistake, type Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { foundIf } from './recomputed.js';

type Printing = readonly [values: Readonly<Record<string, string>>, print: (hex: string) => string];

const withoutZeros: readonly Printing[] = [
  [{ way: 'BigInteger.toString(16)' }, (hex) => hex.replace(/^0+/, '')],
  [{ way: 'Integer.toHexString' }, (hex) => hex.replace(/../g, (byte) => byte.replace(/^0/, ''))],
];

const ofSixteenDigits: readonly Printing[] = [
  [{ first: '9', last: '24' }, (hex) => hex.slice(8, 24)],
  [{ first: '1', last: '16' }, (hex) => hex.slice(0, 16)],
  [{ first: '17', last: '32' }, (hex) => hex.slice(16)],
];

const withDashes: readonly Printing[] = ['-', ':', '%3A', '%20', '+'].map((between) => [
  { way: between },
  (hex) => (hex.match(/../g) ?? []).join(between.toLowerCase()),
]);

/** Whether the Sign is the right digest, printed in one of these ways. */
function printedAs({ subject, account, sign, timestamp }: Facts, ways: readonly Printing[]): Reproduced | undefined {
  if (subject !== 'sign' || account === undefined || sign === undefined) return undefined;
  const right = signOf(account, timestamp);
  return firstOf(ways, ([values, print]) => foundIf(print(right) === sign.toLowerCase(), values));
}

/** The right digest, printed wrong. */
export const digestPrinting: readonly Mistake<Facts>[] = [
  { mistake: 'leading-zero-lost', reproduces: (facts) => printedAs(facts, withoutZeros) },
  { mistake: 'sign-of-16-digits', reproduces: (facts) => printedAs(facts, ofSixteenDigits) },
  { mistake: 'digest-with-dashes', reproduces: (facts) => printedAs(facts, withDashes) },
];
