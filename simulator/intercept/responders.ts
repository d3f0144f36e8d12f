import { hostOfAuthority, isLoopbackName } from '../http/address.js';
import type { MemorySocket } from '../http/memory-connection.js';

/** What answers the requests of this process: one for each interception. */
export interface Responder {
  /** Whether requests to other hosts fail. */
  readonly refusesOthers: boolean;
  /** Whether it answers for this host, which may have a port. */
  answersFor(authority: string): boolean;
  /** Opens a connection to such a host. */
  connect(authority: string): MemorySocket;
}

/** The start of a request, as far as it decides who answers. */
interface RequestStart {
  readonly method: string;
  /** `https://sdk.xylink.com`, with the port if it is not the usual one. */
  readonly origin: string;
  /** Whether the simulator itself sends it, to a receiver of callbacks. */
  readonly isDelivery?: boolean;
}

/** Who answers a request: a simulator, the network, or an error. */
type RequestRoute =
  | { readonly to: 'simulator'; readonly responder: Responder; readonly authority: string }
  | { readonly to: 'network' }
  | { readonly to: 'error'; readonly error: Error };

/** The latest first. */
let responders: readonly Responder[] = [];
let release: (() => void) | undefined;

/**
 * Lets a responder answer, before earlier ones; the returned function ends that. The first one starts the interception of
 * clients, and the last one ends it.
 */
export function addResponder(responder: Responder, interceptClients: () => () => void): () => void {
  responders = [responder, ...responders];
  release ??= interceptClients();
  return () => {
    responders = responders.filter((each) => each !== responder);
    if (responders.length > 0) return;
    release?.();
    release = undefined;
  };
}

/** Finds who answers a request. */
export function findRoute({ method, origin, isDelivery = false }: RequestStart): RequestRoute {
  const authority = origin.slice(origin.indexOf('//') + 2);
  const responder = responders.find((each) => each.answersFor(authority));
  if (responder !== undefined) return { to: 'simulator', responder, authority };
  if (isDelivery || responders[0]?.refusesOthers !== true || isThisMachine(authority)) return { to: 'network' };
  return { to: 'error', error: unknownHostError(method, origin) };
}

/** Servers of the tests themselves, and receivers of callbacks. */
const isThisMachine = (authority: string): boolean => isLoopbackName(hostOfAuthority(authority));

/** Path and query are not shown: both can contain credentials. */
const unknownHostError = (method: string, origin: string): Error =>
  Object.assign(
    new Error(
      `meeting-understudy answers no requests to this host, and onUnhandledRequest is "error": ${method} ${origin}. ` +
        'Point the request at a host of a provider, mock this host before intercept(), or set onUnhandledRequest to "bypass".',
    ),
    { code: 'ERR_UNHANDLED_REQUEST' },
  );
