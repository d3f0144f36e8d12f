import type { Arrival } from '../arrival.js';
import type { Redact } from '../redaction.js';

/** What a text that was signed is cleaned with. */
export interface Cleaning {
  readonly redact: Redact;
  readonly arrival: Arrival;
  /** The ids of the world that look like credentials and are none. */
  readonly ids: readonly string[];
}

/** Stands in no text: what is found across it is no credential. */
const seam = '\u{F0000}';

/** Shorter ids than this do not look like a credential. */
const shortestId = 16;

/**
 * Takes credentials out of a text that was signed, and leaves the known ids in it.
 *
 * In such a text an id stands right beside a timestamp, and the two together look like a credential.
 */
export function cleanedSignedText(text: string, { redact, arrival, ids }: Cleaning): string {
  const lower = text.toLowerCase();
  const inIt = ids.filter((id) => id.length >= shortestId && lower.includes(id.toLowerCase()));
  if (inIt.length === 0) return redact(redact(text, arrival, false));
  const anyOfThem = inIt.map((id) => id.replace(/[^\w-]/g, '\\$&')).join('|');
  // With its separator an id is the beginning of an authorization, which is a secret; here it is what is explained.
  const apart = text.replace(new RegExp(`(${anyOfThem})(?=\\W)`, 'gi'), `$1${seam}`);
  // Every other part is one of the ids.
  return redact(apart, arrival, false)
    .replaceAll(seam, '')
    .split(new RegExp(`(${anyOfThem})`, 'i'))
    .map((part, index) => (index % 2 === 1 ? part : redact(part)))
    .join('');
}
