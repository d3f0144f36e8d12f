import type { Randomness } from '../core/state/clock.js';

/** 32-bit FNV-1a: a text's fingerprint, continued from `hash`. */
function fingerprint(text: string, hash = 0x811c9dc5): number {
  let result = hash;
  for (let index = 0; index < text.length; index += 1) {
    result = Math.imul(result ^ text.charCodeAt(index), 0x01000193);
  }
  return result;
}

/** The finaliser of MurmurHash3: spreads neighbouring inputs over all 32 bits. */
function scatter(hash: number): number {
  let result = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  result = Math.imul(result ^ (result >>> 13), 0xc2b2ae35);
  return (result ^ (result >>> 16)) >>> 0;
}

/** Random values that depend only on seed, exchange and label. Not for secrets. */
export const seededRandom: Randomness = (seed, exchange) => {
  const start = scatter(fingerprint(seed) ^ Math.imul(exchange, 0x9e3779b1));
  const draw = (label: string, from = start): number => scatter(fingerprint(label, from));
  return {
    below: (label, below) => Math.floor((draw(label) / 0x1_0000_0000) * below),
    digits(label, count) {
      const labelFingerprint = fingerprint(`${label}/`, start);
      let digits = '';
      for (let place = 0; place < count; place += 1) digits += String(draw(String(place), labelFingerprint) % 10);
      return digits;
    },
  };
};
