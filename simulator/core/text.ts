const encoder = new TextEncoder();

const slabSize = 64 * 1024;
let slab = new Uint8Array(slabSize);
let used = 0;

/**
 * A text in UTF-8.
 *
 * Short texts share a slab that is only ever written ahead: memory of its own for every reply would be most of what a
 * reply costs.
 */
export function encoded(text: string): Uint8Array {
  // A UTF-16 unit takes at most three bytes.
  const most = text.length * 3;
  if (most > slabSize / 4) return encoder.encode(text);
  if (used + most > slabSize) {
    slab = new Uint8Array(slabSize);
    used = 0;
  }
  const from = used;
  used += encoder.encodeInto(text, slab.subarray(from)).written;
  return slab.subarray(from, used);
}
