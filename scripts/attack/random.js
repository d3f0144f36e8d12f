import { createHash } from 'node:crypto';

/** Draws that follow from a seed. */
export function randomFrom(seed) {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  const pick = (items) => items[below(items.length)];
  const bytes = (count) => Buffer.from(Array.from({ length: count }, () => below(256)));
  return { below, pick, bytes, chance: (share) => next() < share };
}
