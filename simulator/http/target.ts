/** A request target, split at the end of its authority; nothing is decoded or normalised. */
export interface SplitTarget {
  /** `api.ytx.net:80` of an absolute-form target; undefined in origin form. */
  readonly authority: string | undefined;
  /** Path and query as they stood, from the slash on. */
  readonly path: string;
}

const scheme = /^https?:\/\//i;

/** Splits an origin-form or absolute-form target; undefined for anything else, `*` included. */
export function splitTarget(target: string): SplitTarget | undefined {
  if (target.startsWith('/')) return { authority: undefined, path: target };
  const start = scheme.exec(target)?.[0].length;
  if (start === undefined) return undefined;
  const afterScheme = target.slice(start);
  const end = afterScheme.search(/[/?#]/);
  const authority = end < 0 ? afterScheme : afterScheme.slice(0, end);
  // User information has no place in a request target, and hides which host is meant.
  if (authority === '' || authority.includes('@')) return undefined;
  return { authority, path: withSlash(end < 0 ? '' : afterScheme.slice(end)) };
}

/** The first segment of a path that starts with a slash, and the path behind it. */
export function firstSegment(path: string): { readonly segment: string; readonly behind: string } {
  const query = path.indexOf('?');
  const pathEnd = query < 0 ? path.length : query;
  const slash = path.indexOf('/', 1);
  const end = slash < 0 || slash > pathEnd ? pathEnd : slash;
  return { segment: path.slice(1, end), behind: withSlash(path.slice(end)) };
}

/** What is left of a path once something was taken off its front is a path still. */
function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

const portAtEnd = /:\d*$/;

/** The host of an authority: lower case, without port and without the root's dot. */
export function hostOfAuthority(authority = ''): string {
  const host = (authority.includes(':') ? authority.replace(portAtEnd, '') : authority).toLowerCase();
  return host.endsWith('.') ? host.slice(0, -1) : host;
}
