import neighbours from '../../../contracts/ytx/neighbours.json' with { type: 'json' };
import type { Arrival } from '../../core/arrival.js';
import { pathOf } from '../../core/arrival.js';
import type { Recognition } from '../../core/provider.js';
import { pathMatcher } from '../../core/recognition.js';
import type { DecodedBody } from './decoding.js';
import { decodeBody } from './decoding.js';
import { operations } from '../../../contracts/ytx/generated.js';
import type { Readings } from './readings.js';
import type { Route } from './vocabulary.js';

const routes = Object.entries(operations).map(([operation, { method, path, action }]) => ({
  operation,
  method,
  match: pathMatcher(path),
  action,
}));

const anyPath = pathMatcher('/{version}/sid/{accountSID}/{func}/{funcURL}');

const servedVersion = '201612';

/** Which operation a request means: by method and path, and among those on one path by the body's `action`. */
export function recognise(arrival: Arrival, readings: Readings): Recognition {
  const segments = pathOf(arrival.targetForProvider).split('/');
  const onPath = routes.filter(({ method, match }) => method === arrival.method && match(segments) !== undefined);
  if (onPath.length === 0) return unknownPath(arrival.method, segments);
  const [, version = '', , accountSID = ''] = segments;
  if (version !== servedVersion && readings.version !== 'any') return unknownVersion();

  return byAction(onPath, accountSID, decodeBody(arrival.body, readings)) ?? unknownPath(arrival.method, segments);
}

type ServedRoute = (typeof routes)[number];

/** Of the operations on one path, the one whose action the body names; undefined when there is none on it. */
function byAction(
  onPath: readonly ServedRoute[],
  accountSID: string,
  decoded: DecodedBody | undefined,
): Recognition | undefined {
  const action = decoded?.fields?.['action'];
  if (typeof action === 'string' && Object.hasOwn(neighbours.actions, action)) return unknownAction(action);
  // An action that nobody knows is for the checks of the path's first operation to refuse.
  const meant = onPath.find((each) => each.action === action) ?? onPath[0];
  if (meant === undefined) return undefined;
  const route: Route = { accountSID, action: meant.action, decoded };
  return { modelled: true, operation: meant.operation, route };
}

const howToAdd =
  'To add it: a folder under contracts/ytx/ with operation.json, its schemas and cases, and a file under simulator/providers/ytx/endpoints/.';

function unknownPath(method: string, segments: readonly string[]): Recognition {
  const found = anyPath(segments);
  const path = found === undefined ? undefined : `/${found['func'] ?? ''}/${found['funcURL'] ?? ''}`;
  const neighbour = Object.entries(neighbours.paths).find(([each]) => each === path);
  if (neighbour !== undefined) {
    return { modelled: false, what: `ytx ${method} ${neighbour[0]} (${neighbour[1].title})`, fix: howToAdd };
  }
  const served = routes.map((each) => `${each.method} ${operations[each.operation as keyof typeof operations].path}`);
  const fix = `What is served: ${served.join(', ')}. ${howToAdd}`;
  return { modelled: false, what: 'this method and path of ytx', fix };
}

function unknownVersion(): Recognition {
  const fix = `Use /${servedVersion}/…, or choose "any" for the reading "version".`;
  return { modelled: false, what: `any version of this ytx call but ${servedVersion}`, fix };
}

function unknownAction(action: string): Recognition {
  return { modelled: false, what: `the ytx action ${action}`, fix: howToAdd };
}
