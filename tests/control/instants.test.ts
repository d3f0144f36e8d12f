import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDuration } from '../../contracts/durations.js';
import { earliestInstant, formatInstant, latestInstant, parseInstant } from '../../simulator/http/control/instants.js';

const instants = fc.integer({ min: earliestInstant, max: latestInstant });

describe('an instant', () => {
  test.each([
    ['2026-11-21T12:00:00+08:00', Date.UTC(2026, 10, 21, 4)],
    ['2026-11-21T12:00+08:00', Date.UTC(2026, 10, 21, 4)],
    ['2026-11-21T04:00:00Z', Date.UTC(2026, 10, 21, 4)],
    ['2024-02-29T23:59:59.5-12:00', Date.UTC(2024, 2, 1, 11, 59, 59, 500)],
    ['2026-01-01T00:00:00.123999999+05:30', Date.UTC(2025, 11, 31, 18, 30, 0, 123)],
    ['1970-01-01T00:00:00Z', 0],
    ['9999-12-31T23:59:59.999+08:00', latestInstant],
  ])('is read: %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  test.each([
    '',
    'now',
    '2026-11-21',
    '2026-11-21T12:00:00',
    '2026-11-21 12:00:00+08:00',
    '2026-11-21T12:00:00+0800',
    '2026-11-21T12:00:00+24:00',
    '2026-11-21T12:00:00+08:60',
    '2026-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-11-31T12:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T23:59:60Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+08:00',
    '9999-12-31T23:59:59Z',
    '0099-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '2026-11-21T12:00:00.Z',
    ' 2026-11-21T12:00:00Z',
    '2026-11-21T12:00:00Z\n',
  ])('is refused: "%s"', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test('is shown at +08:00, with milliseconds only where there are any', () => {
    expect(formatInstant(0)).toBe('1970-01-01T08:00:00+08:00');
    expect(formatInstant(1)).toBe('1970-01-01T08:00:00.001+08:00');
    expect(formatInstant(latestInstant)).toBe('9999-12-31T23:59:59.999+08:00');
  });

  test('is read as it was shown', () => {
    fc.assert(
      fc.property(instants, (instant) => parseInstant(formatInstant(instant)) === instant),
      { seed: 20261121 },
    );
  });

  test('is the same instant at any offset', () => {
    const offsets = fc.tuple(fc.constantFrom(1, -1), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const day = 24 * 60 * 60 * 1000;
    const inner = fc.integer({ min: earliestInstant + day, max: latestInstant - day });
    fc.assert(
      fc.property(inner, offsets, (instant, [sign, hours, minutes]) => {
        const local = new Date(instant + sign * (hours * 60 + minutes) * 60_000).toISOString().slice(0, -1);
        const two = (number: number): string => String(number).padStart(2, '0');
        expect(parseInstant(`${local}${sign < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`)).toBe(instant);
      }),
      { seed: 20261121 },
    );
  });
});

const second = 1000;
const hour = 3600 * second;

describe('a duration', () => {
  test.each([
    ['PT25H', 25 * hour],
    ['P1D', 24 * hour],
    ['P2W', 336 * hour],
    ['P1W1DT1H1M1.001S', 168 * hour + 24 * hour + hour + 60 * second + 1001],
    ['PT0.5S', 500],
    ['PT0,5S', 500],
    ['PT0.0009S', 0],
    ['PT0S', 0],
    ['PT90M', 1.5 * hour],
  ])('is read: %s', (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, ms });
  });

  test.each([
    '',
    'P',
    'PT',
    'P1',
    'P1DT',
    '25H',
    'PT1H1D',
    'PT1.5H',
    'P1.5D',
    'pt1h',
    '+PT1H',
    ' PT1H',
    'PT1H\n',
    'PT1S1M',
    'P1H',
  ])('is refused: "%s"', (text) => {
    expect(parseDuration(text)).toMatchObject({ ok: false, says: expect.stringContaining('ISO 8601') });
  });

  test.each(['P1Y', 'P1M', 'P1Y2M3D', 'P2M1DT1H'])('is refused for its years or months: %s', (text) => {
    expect(parseDuration(text)).toMatchObject({ ok: false, says: expect.stringContaining('years or months') });
  });

  test('is refused when it is negative', () => {
    expect(parseDuration('-PT1H')).toEqual({ ok: false, says: 'must not be negative' });
  });

  test('is the sum of its parts', () => {
    const count = fc.nat({ max: 9999 });
    fc.assert(
      fc.property(count, count, count, count, (days, hours, minutes, ms) => {
        const text = `P${days}DT${hours}H${minutes}M${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}S`;
        expect(parseDuration(text)).toEqual({ ok: true, ms: (days * 24 + hours) * hour + minutes * 60 * second + ms });
      }),
      { seed: 20261121 },
    );
  });
});
