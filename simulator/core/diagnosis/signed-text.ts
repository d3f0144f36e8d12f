import type { Redact } from '../redaction/redactor.js';
import type { IncomingRequest } from '../requests/incoming-request.js';

/** The input for cleaning a signed text. */
interface Cleaning {
  readonly redact: Redact;
  readonly request: IncomingRequest;
  /** The ids of the world, which look like credentials but are not. */
  readonly ids: readonly string[];
}

/** Occurs in no text: a match across it is not a credential. */
const seam = '\u{F0000}';

/** Shorter ids do not look like a credential. */
const shortestId = 16;

/**
 * Removes credentials from a signed text, and leaves the known ids in it.
 *
 * In such a text an id stands directly before a timestamp, and the two together look like a credential.
 */
export function cleanedSignedText(text: string, { redact, request, ids }: Cleaning): string {
  const lower = text.toLowerCase();
  const inIt = ids.filter((id) => id.length >= shortestId && lower.includes(id.toLowerCase()));
  if (inIt.length === 0) return redact(redact(text, request, false));
  const anyOfThem = inIt.map((id) => id.replace(/[^\w-]/g, '\\$&')).join('|');
  // With its separator, an id is the beginning of an authorization, which is a secret; here it has to stay readable.
  const apart = text.replace(new RegExp(`(${anyOfThem})(?=\\W)`, 'gi'), `$1${seam}`);
  // Every other part is one of the ids.
  return redact(apart, request, false)
    .replaceAll(seam, '')
    .split(new RegExp(`(${anyOfThem})`, 'i'))
    .map((part, index) => (index % 2 === 1 ? part : redact(part)))
    .join('');
}
