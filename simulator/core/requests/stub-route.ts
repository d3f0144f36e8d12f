import { headerNames } from '../../../contracts/simulator-headers.js';
import type { JsonObject } from '../../../contracts/json.js';
import type { AnyReadingOptions } from '../pipeline/reading.js';
import { type AnyEndpoint, endpoint, type Provider, type StubSupport } from '../provider.js';
import type { SpaceState } from '../state/space-state.js';
import type { Stub, StubMatch } from '../state/stubs.js';
import { type IncomingRequest, pathOf } from './incoming-request.js';

/** The methods that a stub may answer. */
const stubMethods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The maximum number of characters of a stub's path. */
const maxPathLength = 1024;

/** The stub of the space that answers a request which the provider does not model; undefined if there is none. */
export function findStub(
  { stubs }: Pick<SpaceState, 'stubs'>,
  provider: Pick<Provider, 'name' | 'stubs'>,
  request: IncomingRequest,
  readings: AnyReadingOptions,
): StubMatch | undefined {
  if (stubs.all().length === 0) return undefined;
  const action = provider.stubs?.actionIn?.(request, readings);
  return stubs.find(provider.name, { method: request.method, path: pathOf(request.targetForProvider), action });
}

/** The endpoint and the route of requests that a stub answers: the provider's checks of the caller come first. */
export function stubEndpoint(
  { name, stubs }: Pick<Provider, 'name' | 'stubs'>,
  stub: Pick<Stub, 'name'>,
): { readonly endpoint: AnyEndpoint; readonly routeOf: StubSupport['routeOf'] } {
  if (stubs === undefined) throw new Error(`${name} takes no stubs, but has the stub ${stub.name}`);
  const { checks, routeOf } = stubs;
  return { endpoint: endpoint({ operation: stub.name, checks, handle: writesNothing }), routeOf };
}

const writesNothing = () => ({ changes: [], result: undefined });

/** Paths that a command in a shell can hold, and that a stub can have. */
const safePath = /^(?:\/[\w.~!$&()*+,;=:@%{}-]*)+$/;
const isStubAction = (text: string | undefined): text is string => text !== undefined && /^\w{1,64}$/.test(text);

/** Advice in a 501: how to answer such requests with a stub. Empty where there can be none. */
export function adviseStub(
  space: Pick<SpaceState, 'redactor'>,
  { provider, request, readings }: { provider: Provider; request: IncomingRequest; readings: AnyReadingOptions },
): readonly string[] {
  const redact = space.redactor();
  const proposal = proposeStub(provider, request, readings, (text) => redact(text, request));
  if (proposal === undefined) return [];
  const { at, definition } = proposal;
  // Without an address: the bytes of a reply depend neither on the port nor on the space.
  const stub = `send PUT ${at} to the simulator with ${JSON.stringify(definition)}`;
  return [`To answer it with a stub, ${stub}; the URL in ${headerNames.diagnosis} shows the whole command.`];
}

/** How to answer an unmodelled request with a stub: the path of the control API, and the stub. */
export interface StubProposal {
  readonly at: string;
  readonly definition: JsonObject;
}

/**
 * A stub that would answer exactly such requests; undefined if the provider takes none, or none of such a path.
 *
 * `redact` removes credentials; a path that holds one is not proposed.
 */
export function proposeStub(
  { name, stubs, findRoute }: Pick<Provider, 'name' | 'stubs' | 'findRoute'>,
  request: IncomingRequest,
  readings: AnyReadingOptions,
  redact: (text: string) => string,
): StubProposal | undefined {
  const { method } = request;
  const routeResult = findRoute(request, readings);
  if (stubs === undefined || routeResult.modelled || !stubMethods.includes(method)) return undefined;
  const path = routeResult.template ?? pathOf(request.targetForProvider);
  if (!isStubPath(path, stubs) || redact(path) !== path) return undefined;
  const action = stubs.actionIn?.(request, readings);
  const ofAction = isStubAction(action) && redact(action) === action ? { action } : {};
  return { at: '/_simulator/stubs/my-stub', definition: { provider: name, method, path, ...ofAction, body: {} } };
}

const isStubPath = (path: string, { problemWithPath }: StubSupport): boolean =>
  path.length <= maxPathLength && safePath.test(path) && problemWithPath?.(path) === undefined;

/** The command that adds a proposed stub, at this URL of the simulator and the space. */
export const stubCommand = ({ at, definition }: StubProposal, simulator: string): string =>
  `curl -X PUT ${simulator}${at} -d '${JSON.stringify(definition)}'`;
