import type { Readings } from './readings.js';

/** The ending with which replies show a room number. */
export const suffix = '@CONFNO';

/** The room number that a text means, as the readings have it. */
export function roomNumberOf(text: unknown, { confnoSuffix }: Pick<Readings, 'confnoSuffix'>): string {
  if (typeof text !== 'string') return '';
  return confnoSuffix === 'accepted' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

/** A path segment with its percent-encoding undone; one that was not encoded right stays as it is. */
export function segmentText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
