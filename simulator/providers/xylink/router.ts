import { operations } from '../../../contracts/xylink/generated.js';
import neighbours from '../../../contracts/xylink/neighbours.json' with { type: 'json' };
import type { RouteResult } from '../../core/provider.js';
import { type IncomingRequest, pathOf } from '../../core/requests/incoming-request.js';
import { pathMatcher, routing } from '../../core/requests/router.js';
import { type Route, segmentText } from './model.js';

const routeOf = routing(operations);

/** Finds the operation of a request by method and path. */
export function findRoute(request: IncomingRequest): RouteResult {
  const path = pathOf(request.targetForProvider);
  const found = routeOf(request.method, path);
  const operation = found?.operations[0];
  if (found === undefined || operation === undefined) return unknownPath(request.method, path);
  const { version = '', meetingRoomNumber, confNumber = '', callbackEvent = '' } = found.parameters;
  // In the paths of rooms' own callbacks, this segment is in the place of an event.
  if (callbackEvent === 'roster') return unknownPath(request.method, path);
  const route: Route = {
    operation,
    version,
    meetingRoomNumber: segmentText(meetingRoomNumber ?? confNumber),
    callbackEvent: segmentText(callbackEvent),
  };
  return { modelled: true, operation, route };
}

const howToAdd =
  'To add it: a folder under contracts/xylink/ with operation.json, its schemas and cases, and a file under simulator/providers/xylink/endpoints/.';

const known = Object.entries(neighbours.paths).map(([path, { title }]) => ({
  path,
  title,
  matches: pathMatcher(path),
}));

function unknownPath(method: string, path: string): RouteResult {
  const neighbour = known.find(({ matches }) => matches(path.split('/')) !== undefined);
  if (neighbour !== undefined) {
    return { modelled: false, what: `xylink ${method} ${neighbour.path} (${neighbour.title})`, fix: howToAdd };
  }
  const served = Object.values(operations).map((each) => `${each.method} ${each.path}`);
  const fix = `Modelled: ${served.join(', ')}. ${howToAdd}`;
  return { modelled: false, what: 'this method and path of xylink', fix };
}
