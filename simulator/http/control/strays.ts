import type { Answer } from './answer.js';
import { problemAnswer } from './answer.js';
import type { Route } from './route.js';

/** 405 for a path that there is; `routes` are those of this path. */
export function wrongMethod(routes: readonly Route[]): Answer {
  const methods = routes.map(({ method }) => method.toUpperCase());
  const allow = (methods.includes('GET') ? [...methods, 'HEAD'] : methods).join(', ');
  return problemAnswer(
    {
      status: 405,
      kind: 'bad-request',
      says: 'This endpoint of the control API does not answer that method.',
      fix: `Use ${allow}.`,
    },
    { Allow: allow },
  );
}

/** 404 for a path that there is not, with all that there are. */
export function noSuchEndpoint(routes: readonly Route[]): Answer {
  return problemAnswer({
    status: 404,
    kind: 'not-found',
    says: 'The control API has no such endpoint.',
    fix: 'Use one of `endpoints`; GET /_simulator/openapi.json describes them.',
    more: { endpoints: routes.map(endpointName) },
  });
}

/** `GET /_simulator/journal/{id}`: an endpoint in the spelling of OpenAPI. */
export function endpointName({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method.toUpperCase()} /_simulator${path.replace(/\{?[:*](\w+)\}?/g, '{$1}')}`;
}
