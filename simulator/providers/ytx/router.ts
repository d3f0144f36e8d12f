import { operations, type Operations } from '../../../contracts/ytx/generated.js';
import neighbours from '../../../contracts/ytx/neighbours.json' with { type: 'json' };
import type { RouteResult } from '../../core/provider.js';
import { type IncomingRequest, pathOf } from '../../core/requests/incoming-request.js';
import { routing } from '../../core/requests/router.js';
import { adviseOnNeighbour, unknownPaths } from '../../core/requests/unknown-path.js';
import { decodeBody } from './body.js';
import type { Route } from './model.js';
import type { Readings } from './readings.js';

const routeOf = routing(operations);
const unknownPath = unknownPaths({
  provider: 'ytx',
  operations,
  neighbours: Object.fromEntries(
    Object.entries(neighbours.paths).map(([path, each]) => [`/{version}/sid/{accountSID}${path}`, each]),
  ),
  // A placeholder stands for the account, so that a stub answers all of them.
  templateOf: (path) => path.replace(/^(\/[^/]+\/sid\/)[^/]+/, '$1{accountSID}'),
});

/** The version of the calls that are modelled. */
export const servedVersion = '201612';

/** Finds the operation of a request by method and path, and among several on one path by the body's `action`. */
export function findRoute(request: IncomingRequest, readings: Readings): RouteResult {
  const path = pathOf(request.targetForProvider);
  const match = routeOf(request.method, path);
  if (match === undefined) return unknownPath(request.method, path);
  const { version, accountSID = '' } = match.parameters;
  if (version !== servedVersion && readings.version !== 'any') return unknownVersion;

  const decoded = decodeBody(request.body, readings);
  const action = decoded?.fields?.['action'];
  const onPath = match.operations as readonly (keyof Operations)[];
  const actions = onPath.map((each) => operations[each].action);
  if (isNeighbour(action) && !actions.includes(action)) return unknownAction(action);
  const operation = findOperation(action, onPath);
  if (operation === undefined) return unknownPath(request.method, path);
  const route: Route = { operation, actions, accountSID, decoded };
  return { modelled: true, operation, route };
}

const isNeighbour = (action: unknown): action is keyof typeof neighbours.actions =>
  typeof action === 'string' && Object.hasOwn(neighbours.actions, action);

/** The operation with this action, else the path's default one, whose checks refuse a missing or unknown action. */
function findOperation(action: unknown, onPath: readonly (keyof Operations)[]): keyof Operations | undefined {
  const byAction = onPath.find((operation) => operations[operation].action === action);
  return byAction ?? onPath.find((operation) => 'actionIsDefault' in operations[operation]) ?? onPath[0];
}

const unknownVersion: RouteResult = {
  modelled: false,
  what: `any version of this ytx call but ${servedVersion}`,
  fix: `Use /${servedVersion}/…, or choose "any" for the reading "version".`,
};

function unknownAction(action: keyof typeof neighbours.actions): RouteResult {
  const neighbour = neighbours.actions[action];
  return { modelled: false, what: `the ytx action ${action} (${neighbour.title})`, fix: adviseOnNeighbour(neighbour) };
}
