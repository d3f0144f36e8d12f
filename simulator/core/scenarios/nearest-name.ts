import { distance } from 'fastest-levenshtein';

/** The names that somebody may have meant, the nearest first, at most three; empty when none is near, or has a letter in common. */
export function nearestNames(written: string, names: readonly string[]): readonly string[] {
  const near = names
    .map((name) => ({ name, far: distance(written, name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 2)))
    .filter(({ name, far }) => far < Math.max(name.length, written.length));
  return near
    .sort((one, other) => one.far - other.far)
    .slice(0, 3)
    .map(({ name }) => name);
}
