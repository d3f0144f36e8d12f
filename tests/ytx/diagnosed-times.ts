import { day, hour, minute, noon, second } from './caller.js';
import { accountSID, type Circumstances, clockAt, rightSign } from './diagnosed.js';
import { type Made, sign } from './diagnosed-mistakes.js';

const time = '20261121120000';
const noInstant = 'ytx/timestamp-is-an-instant';
const stale = 'ytx/timestamp-is-fresh';
const ahead = 'ytx/timestamp-is-not-ahead';

const tenMinutes: Circumstances = { readings: { validity: '10min' } };
const notAhead: Circumstances = { readings: { futureTimestamps: 'refused' } };
const inTheAfternoon = noon + 3 * hour + 7 * minute;

const timed = (mistake: string, how: string, timestamp: string, more: Partial<Made> = {}): Made => ({
  mistake,
  how,
  call: { timestamp },
  refusedBy: noInstant,
  ...more,
});

/** The header alone has this timestamp; the Sign is right for now. */
const headerAlone = (format: string, timestamp: string, now: number, refusedBy: string): Made => ({
  mistake: 'timestamp-format',
  how: `${format}, in the header alone`,
  call: { timestamp, sign: rightSign(clockAt(8, now)) },
  given: { now },
  refusedBy,
  says: `in Authorization is in another format: ${format}.`,
});

const offsets = [...Array(27).keys()].map((index) => index - 12).filter((offset) => offset !== 0 && offset !== 8);
const shown = (offset: number): string => `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;

export const timesMade: readonly Made[] = [
  ...[
    ['Unix ms', String(noon + 123)],
    ['Unix s', String(noon / second)],
    ['ISO 8601', '2026-11-21T12:00:00'],
    ['ISO 8601', new Date(noon).toISOString()],
    ['ISO 8601', '2026-11-21T12:00:00+08:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-11-21 12:00:00'],
    ['yyyy/MM/dd HH:mm:ss', '2026/11/21 12:00:00'],
    ['yyMMddHHmmss', '261121120000'],
    ['yyyyMMddHHmm', '202611211200'],
    ['yyyyMMddHHmmssSSS', '20261121120000123'],
    ['yyyymmddHHmmss', '20260021120000'],
    ['yyyyddMMHHmmss', '20262111120000'],
  ].map(([format = '', text = '']) =>
    timed('timestamp-format', `${format} in both`, text, { says: format, signed: `${accountSID}|${text}` }),
  ),
  ...[
    '2026-11-21T04:00:00.606707+00:00',
    '2026-11-21T04:00:00+00:00',
    '2026-11-21T09:30:00.606+05:30',
    '2026-11-20T18:30:00.606707-09:30',
    '2026-11-21T12:00:00.606707',
    '2026-11-21T04:00:00.606707',
  ].flatMap((text) => [
    timed('timestamp-format', `${text} in both`, text, { says: 'ISO 8601', signed: `${accountSID}|${text}` }),
    headerAlone('ISO 8601', text, noon, noInstant),
  ]),
  ...[
    ['yyyy-MM-dd HH:mm:ss.SSSSSSXXX', '2026-11-21 04:00:00.606707+00:00'],
    ['yyyyMMddHHmmssSSSSSS', '20261121120000606707'],
    ['Unix s', '1795233600.606707'],
    ['Unix ns', '1795233600606707000'],
  ].map(([format = '', text = '']) => headerAlone(format, text, noon, noInstant)),
  ...[
    '2026-11-21T04:00:00+00:00',
    '2026-11-21T09:30:00+05:30',
    '2026-11-20T18:30:00-0930',
    '2026-11-21T04:00:00',
    '2026-11-21T04:00:00.606+00:00',
    '2026-11-21T12:00:00.606+0800',
    '2026-11-21T04:00:00.606',
  ].map((text) =>
    sign('timestamp-format', `${text} in Sign alone`, rightSign(text), {
      says: 'in Sign is in another format: ISO 8601.',
    }),
  ),
  sign('timestamp-format', 'month and minute confused in Sign alone', rightSign('20260021121100'), {
    says: 'in Sign is in another format: yyyymmddHHMMss.',
  }),
  timed('timestamp-format', 'month and minute confused in both', '20260021121100', { says: 'yyyymmddHHMMss' }),
  headerAlone('yyyymmddHHMMss', '20260021121100', noon, noInstant),
  headerAlone('yyyymmddHHMMss', '20260721121105', noon + 7 * minute + 5 * second, stale),
  headerAlone('yyyyMMddHHMMss', '20261121121100', noon, 'ytx/sign-is-right'),
  headerAlone('yyyyMMddHHMMss', '20261121121105', noon + 47 * minute + 5 * second, 'ytx/sign-is-right'),
  ...['Unix ms', 'ISO 8601'].map((format) =>
    sign(
      'timestamp-format',
      `${format} in Sign alone`,
      rightSign(format === 'ISO 8601' ? new Date(noon).toISOString().replace('.000', '.987') : String(noon + 987)),
      {
        says: format,
      },
    ),
  ),
  sign('timestamp-format', 'seconds in Sign alone', rightSign(String(noon / second)), { says: 'Unix s' }),
  timed('timestamp-format', 'a clock of twelve hours', '20261121030659', {
    given: { ...tenMinutes, now: inTheAfternoon },
    refusedBy: stale,
    says: 'yyyyMMddhhmmss',
  }),
  sign('timestamp-format', 'a clock of twelve hours in Sign', rightSign('20261121030700'), {
    given: { now: inTheAfternoon },
    says: 'yyyyMMddhhmmss',
  }),
  sign('timestamp-in-utc', 'in Sign', rightSign(clockAt(0)), {
    says: 'in Sign',
    signed: `${accountSID}‹token›${clockAt(0)}`,
  }),
  sign('timestamp-in-utc', 'in Authorization', rightSign(time), {
    call: { timestamp: clockAt(0), sign: rightSign(time) },
    says: 'in Authorization',
  }),
  sign('timestamp-in-utc', 'of an hour ago, in Sign', rightSign(clockAt(0, noon - hour)), {
    call: { timestamp: clockAt(8, noon - hour), sign: rightSign(clockAt(0, noon - hour)) },
    says: 'in Sign',
  }),
  timed('timestamp-in-utc', 'of a minute ago, where ten are allowed', clockAt(0, noon - minute), {
    given: tenMinutes,
    refusedBy: stale,
  }),
  ...offsets.map((offset) =>
    timed('timestamp-other-offset', `${offset} in both`, clockAt(offset), {
      given: offset < 8 ? tenMinutes : notAhead,
      refusedBy: offset < 8 ? stale : ahead,
      says: `Authorization is from a clock at ${shown(offset)}`,
    }),
  ),
  ...offsets.map((offset) =>
    sign('timestamp-other-offset', `${offset} in Sign`, rightSign(clockAt(offset)), {
      says: `Sign is from a clock at ${shown(offset)}`,
    }),
  ),
  sign('timestamp-other-offset', '+09:00 in Authorization', '', {
    call: { timestamp: clockAt(9), sign: rightSign(time) },
    says: 'Authorization is from a clock at +09:00',
  }),
  ...[1, -1, 30, 120, -120].map((seconds) =>
    sign('timestamps-differ', `${seconds} s`, rightSign(clockAt(8, noon + seconds * second)), {
      says: `${Math.abs(seconds)} s`,
    }),
  ),
  timed('timestamp-too-old', 'of yesterday', clockAt(8, noon - 25 * hour), {
    refusedBy: stale,
    says: 'The timestamp is 25 h old; it is valid for 24 h.',
  }),
  timed('timestamp-too-old', 'by a second', clockAt(8, noon - day - second), {
    refusedBy: stale,
    says: '24 h 1 s old',
  }),
  timed('timestamp-too-old', 'of eleven minutes ago, where ten are allowed', clockAt(8, noon - 11 * minute), {
    given: tenMinutes,
    refusedBy: stale,
    says: '11 min old; it is valid for 10 min.',
  }),
  timed('clock-ahead', 'of the day after tomorrow', clockAt(8, noon + 2 * day), {
    refusedBy: ahead,
    says: "2 days ahead of the provider's clock; at most 24 h is allowed.",
  }),
  timed('clock-ahead', 'by a second, where none is allowed', clockAt(8, noon + second), {
    given: notAhead,
    refusedBy: ahead,
    says: '1 s ahead',
  }),
];
