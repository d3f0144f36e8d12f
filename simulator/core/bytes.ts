/** Memory cost of an object, an array or a string besides its content, bytes. */
const overhead = 32;

const known = new WeakMap<object, number>();

/**
 * The approximate memory size of a document, bytes. Computed once per object: a document is never changed in place.
 *
 * Strings count two bytes a character, the most they take.
 */
export function sizeOf(document: object): number {
  const before = known.get(document);
  if (before !== undefined) return before;
  const size = sizeOfValue(document);
  known.set(document, size);
  return size;
}

function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return overhead + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value)) return sizeOfValues(value);
  if (value instanceof Uint8Array) return 2 * overhead + value.byteLength;
  if (value instanceof Map) return sizeOfValues(value.values());
  if (value instanceof Set) return sizeOfValues(value);
  let size = overhead;
  // Not `Object.values`, which allocates a list for each document of each request.
  for (const name in value) size += overhead + sizeOfValue((value as Readonly<Record<string, unknown>>)[name]);
  return size;
}

function sizeOfValues(values: Iterable<unknown>): number {
  let size = overhead;
  for (const each of values) size += overhead + sizeOfValue(each);
  return size;
}

const encoder = new TextEncoder();

const slabSize = 64 * 1024;
let slab = new Uint8Array(slabSize);
let used = 0;

/**
 * Encodes a text in UTF-8.
 *
 * Short texts share a slab that is only written forward: a separate allocation for every reply would be most of the
 * cost of a reply.
 */
export function encodeUtf8(text: string): Uint8Array {
  // A UTF-16 unit takes at most three bytes.
  const max = text.length * 3;
  if (max > slabSize / 4) return encoder.encode(text);
  if (used + max > slabSize) {
    slab = new Uint8Array(slabSize);
    used = 0;
  }
  const from = used;
  used += encoder.encodeInto(text, slab.subarray(from)).written;
  return slab.subarray(from, used);
}
