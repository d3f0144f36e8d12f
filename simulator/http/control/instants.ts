const eightHours = 8 * 60 * 60 * 1000;

/** The first instant a clock may show, ms since the epoch: 1970-01-01T08:00:00+08:00. */
export const earliestInstant = 0;

/** The last instant a clock may show, ms since the epoch: the end of the year 9999 at +08:00. */
export const latestInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999) - eightHours;

/** Writes an instant (ms since the epoch) as ISO 8601 at +08:00, with milliseconds only where there are any. */
export function formatInstant(instant: number): string {
  const local = new Date(instant + eightHours).toISOString();
  return `${local.slice(0, -1).replace(/\.000$/, '')}+08:00`;
}

const shape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a clock may show an instant, ms since the epoch. */
export const isWithinBounds = (instant: number): boolean => instant >= earliestInstant && instant <= latestInstant;

/** Reads an instant that a clock may show, as `parseAnyInstant` does; undefined for one that lies outside the bounds. */
export function parseInstant(text: string): number | undefined {
  const instant = parseAnyInstant(text);
  return instant !== undefined && isWithinBounds(instant) ? instant : undefined;
}

/**
 * Reads an ISO 8601 instant into ms since the epoch; undefined for what is none or does not say its offset. What is finer
 * than a millisecond is cut off.
 */
export function parseAnyInstant(text: string): number | undefined {
  const [, minutes, seconds = '00', fraction = '', zone] = shape.exec(text) ?? [];
  if (minutes === undefined || zone === undefined) return undefined;
  const local = readAsUtc(`${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  const offset = offsetOf(zone);
  if (local === undefined || offset === undefined) return undefined;
  return local - offset;
}

/** An impossible day (30 February) would be moved to the next possible one; then it no longer reads as it was written. */
function readAsUtc(written: string): number | undefined {
  const read = new Date(written);
  return !Number.isNaN(read.getTime()) && read.toISOString() === written ? read.getTime() : undefined;
}

/** `+08:00` in ms; undefined for an offset that no clock has. */
function offsetOf(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
