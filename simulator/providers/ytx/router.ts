import { operations, type Operations } from '../../../contracts/ytx/generated.js';
import neighbours from '../../../contracts/ytx/neighbours.json' with { type: 'json' };
import type { RouteResult } from '../../core/provider.js';
import { type IncomingRequest, pathOf } from '../../core/requests/incoming-request.js';
import { pathMatcher, routing } from '../../core/requests/router.js';
import { decodeBody } from './body.js';
import type { Route } from './model.js';
import type { Readings } from './readings.js';

const routeOf = routing(operations);

const servedVersion = '201612';

/** Finds the operation of a request by method and path, and among several on one path by the body's `action`. */
export function findRoute(request: IncomingRequest, readings: Readings): RouteResult {
  const path = pathOf(request.targetForProvider);
  const found = routeOf(request.method, path);
  if (found === undefined) return unknownPath(request.method, path);
  const { version, accountSID = '' } = found.parameters;
  if (version !== servedVersion && readings.version !== 'any') return unknownVersion;

  const decoded = decodeBody(request.body, readings);
  const asked = decoded?.fields?.['action'];
  const onPath = found.operations as readonly (keyof Operations)[];
  const actions = onPath.map((each) => operations[each].action);
  if (isNeighbour(asked) && !actions.some((action) => action === asked)) return unknownAction(asked);
  const operation = findOperation(asked, onPath);
  if (operation === undefined) return unknownPath(request.method, path);
  const route: Route = { operation, actions, accountSID, decoded };
  return { modelled: true, operation, route };
}

const isNeighbour = (action: unknown): action is string =>
  typeof action === 'string' && Object.hasOwn(neighbours.actions, action);

/** The operation with this action, else the path's default one, whose checks refuse a missing or unknown action. */
function findOperation(action: unknown, onPath: readonly (keyof Operations)[]): keyof Operations | undefined {
  const asked = onPath.find((operation) => operations[operation].action === action);
  return asked ?? onPath.find((operation) => 'actionIsDefault' in operations[operation]) ?? onPath[0];
}

const howToAdd =
  'To add it: a folder under contracts/ytx/ with operation.json, its schemas and cases, and a file under simulator/providers/ytx/endpoints/.';

const anyPath = pathMatcher('/{version}/sid/{accountSID}/{func}/{funcURL}');

function unknownPath(method: string, path: string): RouteResult {
  const { func = '', funcURL = '' } = anyPath(path.split('/')) ?? {};
  const neighbour = Object.entries(neighbours.paths).find(([each]) => each === `/${func}/${funcURL}`);
  if (neighbour !== undefined) {
    return { modelled: false, what: `ytx ${method} ${neighbour[0]} (${neighbour[1].title})`, fix: howToAdd };
  }
  const served = Object.values(operations).map((each) => `${each.method} ${each.path}`);
  const fix = `Modelled: ${served.join(', ')}. ${howToAdd}`;
  return { modelled: false, what: 'this method and path of ytx', fix };
}

const unknownVersion: RouteResult = {
  modelled: false,
  what: `any version of this ytx call but ${servedVersion}`,
  fix: `Use /${servedVersion}/…, or choose "any" for the reading "version".`,
};

function unknownAction(action: string): RouteResult {
  return { modelled: false, what: `the ytx action ${action}`, fix: howToAdd };
}
