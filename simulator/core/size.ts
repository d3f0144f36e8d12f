/** What an object, an array or a string costs besides its content, bytes. */
const overhead = 32;

const known = new WeakMap<object, number>();

/**
 * About how many bytes of memory a document takes. It is looked through once: a document is never altered in place.
 *
 * Strings count two bytes a character, which is the most they take.
 */
export function sizeOf(document: object): number {
  const before = known.get(document);
  if (before !== undefined) return before;
  const size = measured(document);
  known.set(document, size);
  return size;
}

function measured(value: unknown): number {
  if (typeof value === 'string') return overhead + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (value instanceof Uint8Array) return 2 * overhead + value.byteLength;
  const values = value instanceof Map ? value.values() : value instanceof Set ? value : Object.values(value);
  let size = overhead;
  for (const each of values) size += overhead + measured(each);
  return size;
}
