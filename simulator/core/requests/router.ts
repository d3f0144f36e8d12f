import type { AnyEndpoint, Provider } from '../provider.js';

/** The values of a path template's `{placeholders}`. */
export type PathParameters = Readonly<Record<string, string>>;

/** Matches the segments of a path against a template; undefined if they do not match. */
type PathMatcher = (segments: readonly string[]) => PathParameters | undefined;

/** Compiles a path template. Segments are compared undecoded, and letter case counts. */
export function pathMatcher(template: string): PathMatcher {
  const parts = template.split('/');
  const placeholders = parts.map((part) => /^\{(.+)\}$/.exec(part)?.[1]);
  return (segments) => {
    if (segments.length !== parts.length) return undefined;
    const parameters: Record<string, string> = {};
    for (let index = 0; index < parts.length; index += 1) {
      const segment = segments[index] ?? '';
      const placeholder = placeholders[index];
      if (placeholder === undefined ? segment !== parts[index] : segment === '') return undefined;
      if (placeholder !== undefined) parameters[placeholder] = segment;
    }
    return parameters;
  };
}

/** The operations with the same method and path, and the parameters in the path. */
interface RouteMatch {
  readonly operations: readonly string[];
  readonly parameters: PathParameters;
}

/** Creates a function that finds operations by method and path. */
export function routing(
  table: Readonly<Record<string, { readonly method: string; readonly path: string }>>,
): (method: string, path: string) => RouteMatch | undefined {
  // By method and number of segments, so that few routes are compared.
  const routes = new Map<string, Map<string, KnownRoute>>();
  for (const [operation, { method, path }] of Object.entries(table)) {
    const key = indexOf(method, path.split('/'));
    const alike = routes.get(key) ?? new Map<string, KnownRoute>();
    const route = alike.get(path) ?? { match: pathMatcher(path), operations: [] };
    route.operations.push(operation);
    routes.set(key, alike.set(path, route));
  }
  return (method, path) => {
    const segments = path.split('/');
    for (const route of routes.get(indexOf(method, segments))?.values() ?? []) {
      const parameters = route.match(segments);
      if (parameters !== undefined) return { operations: route.operations, parameters };
    }
    return undefined;
  };
}

interface KnownRoute {
  readonly match: PathMatcher;
  readonly operations: string[];
}

const indexOf = (method: string, segments: readonly string[]): string => `${segments.length} ${method}`;

/** The endpoint of an operation; a missing one is a bug in the provider's module. */
export function endpointOf(provider: Provider, operation: string): AnyEndpoint {
  const endpoint = provider.endpoints[operation];
  if (endpoint === undefined) throw new Error(`${provider.name} routes to ${operation}, but has no such endpoint`);
  return endpoint;
}
