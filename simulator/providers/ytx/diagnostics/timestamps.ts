import { timestampOf } from '../../../../contracts/ytx/china-time.js';
import { firstOf, type Mistake, type Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { Readings } from '../readings.js';
import { claimOver, type Facts, reproduceIf, accountKeys, reproduceSign, signedText, withValues } from './facts.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a timestamp is valid, ms. */
const validFor: Readonly<Record<Readings['validity'], number>> = { '24h': day, '10min': 10 * minute };

/** How far ahead it may be, ms. */
const mayBeAhead: Readonly<Record<Readings['futureTimestamps'], number>> = {
  'within-24h': day,
  refused: 0,
  accepted: Infinity,
};

/** A duration in words, in English and in Chinese: hours, minutes and seconds; whole days from two days on. */
function inWords(time: number): readonly [english: string, chinese: string] {
  const days = Math.floor(time / day);
  if (days >= 2) return [`${days} days`, `${days} 天`];
  const parts = [
    [Math.floor(time / hour), 'h', '小时'],
    [Math.floor((time % hour) / minute), 'min', '分钟'],
    [Math.floor((time % minute) / second), 's', '秒'],
  ] as const;
  const shown = time === 0 ? parts.slice(2) : parts.filter(([count]) => count > 0);
  return [
    shown.map(([count, unit]) => `${count} ${unit}`).join(' '),
    shown.map(([count, , unit]) => `${count} ${unit}`).join(' '),
  ];
}

/** The distance of a timestamp in words, and the limit. */
function times(by: number, limit: number): Readonly<Record<string, string>> {
  const [far, farInChinese] = inWords(by);
  const [allowed, allowedInChinese] = inWords(limit);
  return { far, farInChinese, allowed, allowedInChinese };
}

/** Timestamps count whole seconds, so ages do too. */
const ageOf = ({ now, signedAt }: Facts): number => Math.floor(now / second) * second - signedAt;

/** The timestamp is valid, but too far from now. */
export const timestampAge: readonly Mistake<Facts>[] = [
  {
    mistake: 'timestamp-too-old',
    reproduces(facts) {
      const allowed = validFor[facts.readings.validity];
      const age = ageOf(facts);
      return reproduceIf(facts.subject === 'timestamp' && age > allowed, times(age, allowed));
    },
  },
  {
    mistake: 'clock-ahead',
    reproduces(facts) {
      const allowed = mayBeAhead[facts.readings.futureTimestamps];
      const ahead = -ageOf(facts);
      return reproduceIf(facts.subject === 'timestamp' && ahead > allowed, times(ahead, allowed));
    },
  },
];

/** The offset of the provider's clock, and the range of all offsets in whole hours. */
const china = 8;
const westernmost = -12;
const easternmost = 14;

/** A timestamp is treated as current within this distance, ms. */
const nowMeans = 2 * 60 * 1000;

/** The maximum number of hours between Sign and Authorization. */
const hoursApart = china - westernmost;

/** The timestamp that came from a clock in another zone, and that clock's offset in hours ahead of UTC. */
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
  const signed = claimOver(timestamp)(accountKeys(facts));
  return offset === undefined ? undefined : { where: 'Authorization', offset, signed };
}

/** The Sign's timestamp is so many whole hours ahead of the header's. */
interface Apart {
  readonly by: number;
  readonly signed: string;
}

function apart(facts: Facts): Apart | undefined {
  for (const by of hours(-hoursApart, hoursApart)) {
    const timestamp = timestampOf(facts.signedAt + by * hour);
    const found = reproduceSign(facts, signedText(timestamp));
    if (found?.signed !== undefined) return { by, signed: found.signed };
  }
  return undefined;
}

/** If the two differ, the one that is not current is wrong; if neither is current, the one that fits UTC. */
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

const offsetText = (offset: number): string =>
  `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;

function findClock(facts: Facts, isMeant: (offset: number) => boolean): Reproduced | undefined {
  const clock = elsewhere(facts);
  if (clock === undefined || !isMeant(clock.offset)) return undefined;
  return { signed: clock.signed, values: { where: clock.where, offset: offsetText(clock.offset) } };
}

/** The timestamp, or one of two, came from a clock in another time zone. */
export const timestampZone: readonly Mistake<Facts>[] = [
  { mistake: 'timestamp-in-utc', reproduces: (facts) => findClock(facts, (offset) => offset === 0) },
  { mistake: 'timestamp-other-offset', reproduces: (facts) => findClock(facts, (offset) => offset !== 0) },
];

/** The maximum number of seconds between two readings of the clock. */
const secondsApart = 120;

/** The nearest first. */
const distances = Array.from({ length: secondsApart }, (_, index) => [index + 1, -index - 1]).flat();

/** The Sign and the header have different seconds: the clock was read twice. */
export const timestampsDiffer: Mistake<Facts> = {
  mistake: 'timestamps-differ',
  reproduces: (facts) =>
    firstOf(distances, (seconds) => {
      const timestamp = timestampOf(facts.signedAt + seconds * 1000);
      const found = reproduceSign(facts, signedText(timestamp));
      return withValues(found, { seconds: String(Math.abs(seconds)) });
    }),
};
