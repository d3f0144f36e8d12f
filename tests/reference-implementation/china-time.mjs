const eightHours = 8 * 60 * 60 * 1000;

/** What clocks in China show at an instant: `2026-11-21 12:00:00`. */
export const chinaText = (instant) => new Date(instant + eightHours).toISOString().slice(0, 19).replace('T', ' ');

/** The instant at which clocks in China show a text such as `2026-11-21 12:00:00`; undefined when they never do. */
export function chinaInstant(text) {
  const instant = Date.parse(`${text.replace(' ', 'T')}+08:00`);
  // Date.parse lets 30 February pass for a day in March.
  return Number.isNaN(instant) || chinaText(instant) !== text ? undefined : instant;
}
