import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bookingTimeOf,
  readBookingTime,
  readTimestamp,
  timestampOf,
  wallClockOf,
} from '../../contracts/ytx/china-time.js';
import { longRequestId, shortRequestId } from '../../contracts/ytx/request-id.js';

const runs = { seed: 20261121, numRuns: 300 };
const instant = fc.integer({ min: 0, max: Date.UTC(2100, 11, 31, 23, 59, 59, 999) });
const cutTo = (step: number) => (at: number) => Math.floor(at / step) * step;

const noTimestamps = [
  ['the 13th month', '20261301000000'],
  ['the month 0', '20260001000000'],
  ['the day 0', '20260100000000'],
  ['30 February', '20260230000000'],
  ['29 February of a common year', '20260229000000'],
  ['29 February of a century', '21000229000000'],
  ['31 April', '20260431000000'],
  ['32 January', '20260132000000'],
  ['hour 24', '20260101240000'],
  ['minute 60', '20260101006000'],
  ['second 60', '20260101000060'],
  ['the year 0000', '00000101000000'],
  ['13 digits', '2026010100000'],
  ['15 digits', '202601010000000'],
  ['16 digits', '2026010100000000'],
  ['nothing', ''],
  ['text behind it', '20260101000000Z'],
  ['a line end behind it', '20260101000000\n'],
  ['a space in front', ' 20260101000000'],
  ['a sign in front', '+2026010100000'],
  ['full-width digits', '２０２６０１０１００００００'],
  ['an ISO date', '2026-01-01 00:00:00'],
  ['a number of milliseconds', '1767196800000'],
] as const;

const noBookingTimes = [
  ['the 13th month', '2026-13-01 00:00'],
  ['30 February', '2026-02-30 00:00'],
  ['29 February of a common year', '2026-02-29 00:00'],
  ['hour 24', '2026-01-01 24:00'],
  ['minute 60', '2026-01-01 00:60'],
  ['second 60', '2026-01-01 00:00:60'],
  ['the year 0000', '0000-01-01 00:00'],
  ['a T between', '2026-01-01T00:00'],
  ['two spaces between', '2026-01-01  00:00'],
  ['no leading zeros', '2026-1-1 0:00'],
  ['slashes', '2026/01/01 00:00'],
  ['a time zone', '2026-01-01 00:00+08:00'],
  ['fractions of a second', '2026-01-01 00:00:00.000'],
  ['a lone colon', '2026-01-01 00:00:'],
  ['no time', '2026-01-01'],
  ['a line end behind it', '2026-01-01 00:00\n'],
  ['the compact form', '20260101000000'],
  ['nothing', ''],
] as const;

describe("the provider's wall clock", () => {
  test('stands eight hours ahead of UTC, in summer and winter', () => {
    expect(readTimestamp('20261121120000')).toBe(Date.UTC(2026, 10, 21, 4));
    expect(readTimestamp('20260721120000')).toBe(Date.UTC(2026, 6, 21, 4));
    // China had summer time from 1986 to 1991; the provider's clock is taken to stand at +08:00 even then.
    expect(readTimestamp('19880721120000')).toBe(Date.UTC(1988, 6, 21, 4));
    expect(readBookingTime('2017-03-03 17:10')).toEqual({ instant: Date.UTC(2017, 2, 3, 9, 10), hasSeconds: false });
  });

  test.each(noTimestamps)('shows no timestamp with %s', (_what, text) => {
    expect(readTimestamp(text)).toBeUndefined();
  });

  test.each(noBookingTimes)('shows no booking time with %s', (_what, text) => {
    expect(readBookingTime(text)).toBeUndefined();
  });

  test.each([
    ['20240229000000', Date.UTC(2024, 1, 28, 16)],
    ['20000229235959', Date.UTC(2000, 1, 29, 15, 59, 59)],
    ['19700101080000', 0],
    ['20261231235959', Date.UTC(2026, 11, 31, 15, 59, 59)],
  ])('shows %s, which looks odd and is real', (text, at) => {
    expect(readTimestamp(text)).toBe(at);
    expect(timestampOf(at)).toBe(text);
  });

  test('says whether a booking time has seconds', () => {
    const at = Date.UTC(2026, 0, 1, 1, 2, 3);
    expect(readBookingTime('2026-01-01 09:02:03')).toEqual({ instant: at, hasSeconds: true });
    expect(readBookingTime('2026-01-01 09:02:00')).toEqual({ instant: at - 3000, hasSeconds: true });
    expect(readBookingTime('2026-01-01 09:02')).toEqual({ instant: at - 3000, hasSeconds: false });
  });

  test('reads what it writes, to the second and to the minute', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(readTimestamp(timestampOf(at))).toBe(cutTo(1000)(at));
        expect(readBookingTime(wallClockOf(at))).toEqual({ instant: cutTo(1000)(at), hasSeconds: true });
        expect(readBookingTime(bookingTimeOf(at))).toEqual({ instant: cutTo(60_000)(at), hasSeconds: false });
      }),
      runs,
    );
  });

  test('writes what it reads, and takes nothing else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{14}$/), (text) => {
        const at = readTimestamp(text);
        expect(at === undefined ? text : timestampOf(at)).toBe(text);
      }),
      { ...runs, numRuns: 2000 },
    );
  });
});

describe('a request id', () => {
  test('of the long form has 29 digits: the month, the shifted milliseconds, the function and the node', () => {
    const at = Date.UTC(2020, 7, 3, 2, 0, 0, 123);
    const id = longRequestId(at, 2);
    expect(id).toMatch(/^202008\d{19}0502$/);
    expect(BigInt(id.slice(6, 25)) >> 22n).toBe(BigInt(at - Date.UTC(1991, 9, 19, 16)));
    expect(BigInt(id.slice(6, 25)) % (1n << 22n)).toBe(0n);
  });

  test("of the short form is the page's: the month and ten digits", () => {
    expect(shortRequestId(Date.UTC(2016, 0, 15), 219)).toBe('2016010000000219');
  });

  test('belongs to the month at +08:00', () => {
    const newYear = Date.UTC(2026, 11, 31, 16);
    expect([longRequestId(newYear - 1, 0), longRequestId(newYear, 0)].map((id) => id.slice(0, 6))).toEqual([
      '202612',
      '202701',
    ]);
  });

  test('has the same length at any instant from 1992 to 2066, after which the milliseconds need another digit', () => {
    const countable = fc.integer({ min: Date.UTC(1992, 0), max: Date.UTC(2066, 11, 31) });
    fc.assert(
      fc.property(countable, fc.nat(3), (at, node) => {
        expect(longRequestId(at, node)).toMatch(/^\d{29}$/);
        expect(shortRequestId(at, node)).toMatch(/^\d{16}$/);
      }),
      runs,
    );
  });
});
