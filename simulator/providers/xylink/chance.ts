import type { Random } from '../../core/state/clock.js';

/** So many lower-case hex digits. */
export function hexDigits(random: Random, label: string, count: number): string {
  return Array.from({ length: count }, (_, index) => random.below(`${label} ${index}`, 16).toString(16)).join('');
}

/** A text in the shape of a UUID. */
export function uuid(random: Random, label: string): string {
  return hexDigits(random, label, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The same members in another order, each order as likely as any other. */
export function shuffled<Value>(values: readonly Value[], random: Random): readonly Value[] {
  const left = [...values];
  return values.flatMap((_, index) => left.splice(random.below(`split ${index}`, left.length), 1));
}
