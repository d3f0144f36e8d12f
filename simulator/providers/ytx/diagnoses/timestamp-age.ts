import type { Mistake } from '../../../core/diagnosis/mistakes.js';
import type { Readings } from '../readings.js';
import type { Facts } from './facts.js';
import { foundIf } from './recomputed.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a timestamp is good for. */
const goodFor: Readonly<Record<Readings['validity'], number>> = { '24h': day, '10min': 10 * minute };

/** How far ahead it may be. */
const mayBeAhead: Readonly<Record<Readings['futureTimestamps'], number>> = {
  'within-24h': day,
  refused: 0,
  accepted: Infinity,
};

/** A time in words, in English and in Chinese: hours, minutes and seconds, and from two days on whole days. */
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

/** How far away a timestamp is, and how far it may be. */
function times(by: number, limit: number): Readonly<Record<string, string>> {
  const [far, farInChinese] = inWords(by);
  const [allowed, allowedInChinese] = inWords(limit);
  return { far, farInChinese, allowed, allowedInChinese };
}

/** Timestamps count whole seconds, so ages do too. */
const ageOf = ({ now, signedAt }: Facts): number => Math.floor(now / second) * second - signedAt;

/** The timestamp is one, but of a time that is too far away. */
export const timestampAge: readonly Mistake<Facts>[] = [
  {
    mistake: 'timestamp-too-old',
    reproduces(facts) {
      const allowed = goodFor[facts.readings.validity];
      const age = ageOf(facts);
      return foundIf(facts.subject === 'timestamp' && age > allowed, times(age, allowed));
    },
  },
  {
    mistake: 'clock-ahead',
    reproduces(facts) {
      const allowed = mayBeAhead[facts.readings.futureTimestamps];
      const ahead = -ageOf(facts);
      return foundIf(facts.subject === 'timestamp' && ahead > allowed, times(ahead, allowed));
    },
  },
];
