import { createHash } from 'node:crypto';

/** A source of digits that look random, and are the same in every process. */
export function chance() {
  let drawn = 0;
  const hex = (length) => {
    drawn += 1;
    return createHash('sha512').update(`reference implementation ${drawn}`).digest('hex').slice(0, length);
  };
  return {
    hex,
    digits: (length) => String(parseInt(hex(12), 16) % 10 ** length).padStart(length, '0'),
    uuid: () => hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  };
}
