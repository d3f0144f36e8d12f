import { operations } from '../../../contracts/xylink/generated.js';
import neighbours from '../../../contracts/xylink/neighbours.json' with { type: 'json' };
import type { RouteResult } from '../../core/provider.js';
import { type IncomingRequest, pathOf } from '../../core/requests/incoming-request.js';
import { routing } from '../../core/requests/router.js';
import { unknownPaths } from '../../core/requests/unknown-path.js';
import { type Route, segmentText } from './model.js';

const routeOf = routing(operations);
const unknownPath = unknownPaths({ provider: 'xylink', operations, neighbours: neighbours.paths });

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
