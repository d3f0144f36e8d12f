import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Provider } from '../core/provider.js';
import { headerOf } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Spaces } from '../core/state/spaces.js';
import type { Certificates } from '../tls/authority.js';
import { addressOf } from './address.js';
import { declaredLength, drainLimit, providerBodyLimit } from './body.js';
import type { Dispatcher } from './callbacks/dispatcher.js';
import { tunnelOf } from './connection.js';
import { answerConnectionErrors, earlierReplies, hangUp, rememberResponse } from './connection-errors.js';
import { type ErrorHandler, errorHandler } from './errors.js';
import { type Accept, detectTlsOrHttp } from './first-byte.js';
import { secureContextFor, handshakeFailure } from './handshake.js';
import {
  connectionLimitCheck,
  type HttpLimits,
  limitsFrom,
  serverOptions,
  tooManyConnections,
  tooSlow,
} from './limits.js';
import { badSpaceName, notFoundHandler } from './not-found.js';
import { answerTooLarge, answerWithoutReading, setLingerTime } from './payload-too-large.js';
import { type HttpSettings, providerHandler } from './provider-handler.js';
import { openTunnels, forwardToPassthrough, proxySpace, type ProxyRules } from './proxy.js';
import { type Address, type IncomingAddress, storeAddress } from './request-address.js';

/** The dependencies of the simulator's HTTP server. */
interface ServerDependencies {
  readonly providers: readonly Provider[];
  readonly spaces: Spaces;
  /** Loads the control API when the first request for it comes in. */
  readonly control: () => Promise<ControlListener>;
  readonly settings: HttpSettings;
  readonly dispatcher: Dispatcher;
  /** Receives the start of each request, without credentials: `POST sandbox.ytx.net`. */
  readonly stallWatch?: { readonly beginRequest: (what: string) => void } | undefined;
  /** Overrides of the default limits. */
  readonly limits?: Partial<HttpLimits>;
  /** The certificates for TLS on the same port; without them the server speaks plain HTTP only. */
  readonly certificates?: Certificates | undefined;
  readonly proxy?: ProxyRules | undefined;
  /** Takes one or more lines, without credentials. */
  readonly log: (text: string) => void;
}

/** Answers requests for the control API; calls `next` with the error, or with nothing for a request that it does not answer. */
export type ControlListener = (
  request: IncomingMessage,
  response: Parameters<RequestListener>[1],
  next: (error?: unknown) => void,
) => void;

/**
 * Creates the server for all providers and the control API; it does not listen yet.
 *
 * Throws a TypeError for a limit that is not a whole number above 0.
 */
export function createHttpServer(dependencies: ServerDependencies): Server {
  const { providers, spaces } = dependencies;
  const { clock } = spaces.getOrCreate(undefined);
  const { proxy = {} } = dependencies;
  const limits = limitsFrom(dependencies.limits ?? {});
  const answerError = errorHandler(dependencies);
  const answer = answerByAddress({ ...dependencies, server: () => server }, answerError);
  const guard =
    (listener: RequestListener): RequestListener =>
    (request, response) => {
      rememberResponse(request, response);
      try {
        const problem = isMisframed(request) ? misframed : isCrowded(request) ? crowded : undefined;
        if (problem === undefined) listener(request, response);
        else answerWithoutReading(request, response, { problem, at: clock.now() });
      } catch (error) {
        answerError(error, response);
      }
    };
  const onRequest: RequestListener = (request, response) => {
    if (forwardToPassthrough(request, response, { providers, rules: proxy, clock })) return;
    answer(request, response, findAddress(request, dependencies));
  };
  const onCheckContinue: RequestListener = (request, response) => {
    const incoming = findAddress(request, dependencies);
    const limit = incoming.address.to === 'control' ? drainLimit : providerBodyLimit;
    if ((declaredLength(request) ?? 0) > limit) {
      answerTooLarge(request, response, { limit, drained: false, at: clock.now() });
      return;
    }
    response.writeContinue();
    answer(request, response, incoming);
  };
  const server = createServer(serverOptions(limits), guard(onRequest));
  const accept = acceptConnections(server, dependencies, limits);
  setLingerTime(server, limits);
  const isCrowded = connectionLimitCheck(server, limits);
  const crowded = tooManyConnections(limits);
  server.on('checkContinue', guard(onCheckContinue));
  answerConnectionErrors(server, { providers, clock, limits });
  openTunnels(server, { providers, rules: proxy, accept });
  return server;
}

type AddressedListener = (...request: [...Parameters<RequestListener>, IncomingAddress]) => void;

/** Passes each request to the handler for its address, once the earlier held replies of its connection have ended. */
function answerByAddress(
  dependencies: ServerDependencies & { readonly server: () => Server },
  answerError: ErrorHandler,
): AddressedListener {
  const { spaces, settings } = dependencies;
  const answerProvider = providerHandler(dependencies, answerError);
  const answerUnknown = notFoundHandler(spaces.getOrCreate(undefined), settings);
  const answerControl = controlOnDemand(dependencies.control, dependencies.server);
  const answer: AddressedListener = (request, response, { address, targetAsSent }) => {
    // Requests to a provider come first, and make no closure.
    if (address.to === 'provider') {
      answerProvider({ request, response, address, targetAsSent });
      return;
    }
    const onError = (error?: unknown): void => {
      answerError(error, response);
    };
    if (address.to === 'unknown') {
      answerUnknown(request, response, address).catch(onError);
      return;
    }
    storeAddress(request, address);
    answerControl(request, response, onError);
  };
  return (request, response, incoming) => {
    const earlier = earlierReplies(request);
    if (earlier === undefined) {
      answer(request, response, incoming);
      return;
    }
    earlier
      .then(() => {
        answer(request, response, incoming);
      })
      .catch((error: unknown) => {
        answerError(error, response);
      });
  };
}

/** Requests that come in while the control API loads wait for it, in order. */
function controlOnDemand(load: () => Promise<ControlListener>, server: () => HalfOpenServer): ControlListener {
  let loading: Promise<ControlListener> | undefined;
  let control: ControlListener | undefined;
  const loadOnce = async (): Promise<ControlListener> => {
    // Node drops the answer to a client that ends its side of the connection meanwhile, unless this is set.
    server().httpAllowHalfOpen = true;
    control = await load();
    server().httpAllowHalfOpen = false;
    return control;
  };
  return (request, response, next) => {
    if (control !== undefined) control(request, response, next);
    else {
      loading ??= loadOnce();
      loading
        .then((loaded) => {
          loaded(request, response, next);
        })
        .catch(next);
    }
  };
}

/** What node's types leave out: whether the answers to a client that has ended its side are still sent. */
type HalfOpenServer = Server & { httpAllowHalfOpen?: boolean };

/** Accepts plain connections, and TLS where the server has certificates. */
function acceptConnections(server: Server, dependencies: ServerDependencies, limits: HttpLimits): Accept {
  const { certificates, providers, spaces, log } = dependencies;
  const logged = new Set<string>();
  return detectTlsOrHttp(server, {
    timeoutMs: Math.min(limits.headerTimeoutMs, limits.requestTimeoutMs),
    onSilence(connection) {
      hangUp(connection, tooSlow(limits));
    },
    contextFor: certificates && ((hello) => secureContextFor(hello, { certificates, providers, spaces })),
    onFailure(error, host) {
      const line = handshakeFailure(error, host);
      if (line === undefined || logged.has(line)) return;
      if (logged.size < 100) logged.add(line);
      log(line);
    },
  });
}

/** HTTP/1.0 has no chunked encoding, so another parser may see other requests in the same bytes. */
const isMisframed = (request: IncomingMessage): boolean =>
  request.httpVersion !== '1.1' && headerOf(request, 'transfer-encoding') !== undefined;

const misframed: SimulatorProblem = {
  status: 400,
  kind: 'bad-request',
  says: 'The request has `Transfer-Encoding`, which its HTTP version does not define.',
  fix: 'Send HTTP/1.1, or give the length of the body in `Content-Length`.',
};

/** Determines the destination of a request. */
function findAddress(
  request: IncomingMessage,
  { providers, spaces, stallWatch, proxy = {} }: ServerDependencies,
): IncomingAddress {
  const targetAsSent = request.url ?? '';
  const tunnel = tunnelOf(request.socket);
  const isDirect = targetAsSent.startsWith('/');
  const proxied = isDirect ? tunnel : { ...tunnel, space: proxySpace(request, proxy) ?? tunnel?.space };
  const hostHeader = headerOf(request, 'host');
  const fromRequest = addressOf({ target: targetAsSent, hostHeader, proxy: proxied }, providers);
  const problem = fromRequest.to === 'unknown' ? undefined : spaces.rejectionReason(fromRequest.space);
  const address = problem === undefined ? fromRequest : badSpaceName(problem);
  stallWatch?.beginRequest(describe(request, address));
  return { address, targetAsSent };
}

/** A description of a request for the log, without parts that may contain a credential. */
function describe({ method = '' }: IncomingMessage, address: Address): string {
  switch (address.to) {
    case 'provider':
      return `${method} ${address.host}`;
    case 'control':
      return `${method} ${/^\/_simulator\/[a-z]*/.exec(address.target)?.[0] ?? '/_simulator'}`;
    case 'unknown':
      return `${method} to an unknown path`;
  }
}
