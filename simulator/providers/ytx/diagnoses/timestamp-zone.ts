import { timestampOf } from '../../../../contracts/ytx/china-time.js';
import type { Mistake, Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { claimOver, keysShown, signedAs, signedText } from './recomputed.js';

const hour = 60 * 60 * 1000;

/** The offset of the provider's clock, and those of all other clocks on earth that differ by whole hours. */
const china = 8;
const westernmost = -12;
const easternmost = 14;

/** A timestamp counts as one of now when it is no further away than this. */
const nowMeans = 2 * 60 * 1000;

/** Sign and Authorization can be so many hours apart. */
const hoursApart = china - westernmost;

/** Which of the two timestamps was taken from a clock elsewhere, and how many hours that is ahead of UTC. */
interface Elsewhere {
  readonly where: 'Sign' | 'Authorization';
  readonly offset: number;
  readonly signed: string;
}

const hours = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The clock that shows the header's timestamp now. */
function inHeader(facts: Facts): Elsewhere | undefined {
  const { signedAt, timestamp, now } = facts;
  const offset = hours(westernmost, easternmost).find(
    (each) => each !== china && Math.abs(signedAt + (china - each) * hour - now) <= nowMeans,
  );
  const signed = claimOver(timestamp)(keysShown(facts));
  return offset === undefined ? undefined : { where: 'Authorization', offset, signed };
}

/** That the Sign's timestamp is so many whole hours ahead of the header's. */
interface Apart {
  readonly by: number;
  readonly signed: string;
}

function apart(facts: Facts): Apart | undefined {
  for (const by of hours(-hoursApart, hoursApart)) {
    const timestamp = timestampOf(facts.signedAt + by * hour);
    const found = signedAs(facts, signedText(timestamp));
    if (found?.signed !== undefined) return { by, signed: found.signed };
  }
  return undefined;
}

/** Where the two differ, the one that is not of now is wrong; if neither is, then the one that fits UTC. */
function inEither({ signedAt, now }: Facts, { by, signed }: Apart): Elsewhere | undefined {
  const isNow = (instant: number): boolean => Math.abs(instant - now) <= nowMeans;
  const wrong = [
    { where: 'Sign', offset: china + by, signed, otherIsRight: isNow(signedAt) },
    { where: 'Authorization', offset: china - by, signed, otherIsRight: isNow(signedAt + by * hour) },
  ] as const;
  const possible = wrong.filter(({ offset }) => offset >= westernmost && offset <= easternmost);
  return (
    possible.find(({ otherIsRight }) => otherIsRight) ?? possible.find(({ offset }) => offset === 0) ?? possible[0]
  );
}

function elsewhere(facts: Facts): Elsewhere | undefined {
  if (facts.subject === 'timestamp') return inHeader(facts);
  const found = apart(facts);
  return found === undefined ? undefined : inEither(facts, found);
}

const offsetShown = (offset: number): string =>
  `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;

function clockFound(facts: Facts, isMeant: (offset: number) => boolean): Reproduced | undefined {
  const clock = elsewhere(facts);
  if (clock === undefined || !isMeant(clock.offset)) return undefined;
  return { signed: clock.signed, values: { where: clock.where, offset: offsetShown(clock.offset) } };
}

/** The timestamp, or one of two, was read from a clock in another time zone. */
export const timestampZone: readonly Mistake<Facts>[] = [
  { mistake: 'timestamp-in-utc', reproduces: (facts) => clockFound(facts, (offset) => offset === 0) },
  { mistake: 'timestamp-other-offset', reproduces: (facts) => clockFound(facts, (offset) => offset !== 0) },
];
