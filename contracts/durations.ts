/** A length of time, or why a text is not one. */
export type ParsedDuration = { readonly ok: true; readonly ms: number } | { readonly ok: false; readonly says: string };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

const shape = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?$/;

/**
 * Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds: `PT25H`, `P1DT0.5S`.
 *
 * The package tinyduration accepts `xPT1Sx` as a second, and accepts years and months.
 */
export function parseDuration(text: string): ParsedDuration {
  if (text.startsWith('-')) return { ok: false, says: 'must not be negative' };
  if (/^P[\d.,WD]*[YM]/.test(text)) {
    return { ok: false, says: 'must not count years or months, whose length varies; write days, as in P30D' };
  }
  const match = shape.exec(text);
  if (match === null) return { ok: false, says: 'must be an ISO 8601 duration such as PT25H, P1DT30M or PT0.5S' };
  const [, weeks, days, hours, minutes, seconds, fraction = ''] = match;
  const counted = [
    [weeks, week],
    [days, day],
    [hours, hour],
    [minutes, minute],
    [seconds, second],
  ] as const;
  const whole = counted.reduce((sum, [count, unit]) => sum + Number(count ?? 0) * unit, 0);
  return { ok: true, ms: whole + Number(fraction.padEnd(3, '0').slice(0, 3)) };
}

/** The duration in ms; negative with a leading minus sign: `-PT25H`. Throws an Error for any other text. */
export function durationMs(text: string): number {
  const isNegative = text.startsWith('-');
  const parsed = parseDuration(isNegative ? text.slice(1) : text);
  if (!parsed.ok) throw new Error(`"${text}" ${parsed.says}`);
  return isNegative ? -parsed.ms : parsed.ms;
}
