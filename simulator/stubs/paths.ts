import type { Stub } from '../core/state/stubs.js';

/** Which requests a stub answers. */
export type StubLine = Pick<Stub, 'provider' | 'method' | 'path' | 'action'>;

const isPlaceholder = (segment: string): boolean => segment.startsWith('{');

/** The names of the placeholders in a path template, in order. */
export const placeholdersIn = (path: string): readonly string[] =>
  path
    .split('/')
    .filter(isPlaceholder)
    .map((segment) => segment.slice(1, -1));

/** A path that a template matches and that is not likely to be more literal in another one. */
export const examplePath = (path: string): string =>
  path
    .split('/')
    .map((segment) => (isPlaceholder(segment) ? 'x' : segment))
    .join('/');

/** Whether every segment of one path and the other has this relation; never for paths of different length. */
function everySegment(one: string, other: string, relation: (one: string, other: string) => boolean): boolean {
  const [these, those] = [one.split('/'), other.split('/')];
  return these.length === those.length && these.every((segment, index) => relation(segment, those[index] ?? ''));
}

/** Whether a path matches everything that the other matches. A placeholder matches no empty segment. */
const covers = (one: string, other: string): boolean =>
  everySegment(one, other, (mine, theirs) => mine === theirs || (isPlaceholder(mine) && theirs !== ''));

const overlaps = (one: string, other: string): boolean =>
  everySegment(
    one,
    other,
    (mine, theirs) =>
      mine === theirs || (isPlaceholder(mine) && theirs !== '') || (isPlaceholder(theirs) && mine !== ''),
  );

/**
 * Whether a request can match both stubs, and neither is the more specific one: no path is more literal than the other
 * in every place where they differ, or the paths are alike and so are the actions.
 */
export function areAmbiguous(one: StubLine, other: StubLine): boolean {
  if (one.provider !== other.provider || one.method !== other.method) return false;
  const areApart = one.action !== undefined && other.action !== undefined && one.action !== other.action;
  if (areApart || !overlaps(one.path, other.path)) return false;
  const [isWider, isNarrower] = [covers(one.path, other.path), covers(other.path, one.path)];
  return isWider === isNarrower && !(isWider && one.action !== other.action);
}
