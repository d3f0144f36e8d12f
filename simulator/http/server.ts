import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Provider } from '../core/provider.js';
import { headerOf } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { Spaces } from '../core/state/spaces.js';
import type { Certificates } from '../tls/authority.js';
import { addressOf } from './address.js';
import { declaredLength, drainLimit, providerBodyLimit } from './body.js';
import type { Dispatcher } from './callbacks/dispatcher.js';
import { tunnelOf } from './connection.js';
import { answerConnectionErrors, hangUp, rememberResponse } from './connection-errors.js';
import { errorHandler } from './errors.js';
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
import { type Address, storeAddress } from './request-address.js';

/** The dependencies of the simulator's HTTP server. */
interface ServerDependencies {
  readonly providers: readonly Provider[];
  readonly spaces: Spaces;
  /** The control API's router; it is mounted at `/_simulator`. */
  readonly control: RequestHandler;
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

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

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
  const app = express().disable('x-powered-by').set('etag', false);
  // Provider requests come first: express tries its handlers in order.
  app
    .use(providerHandler(dependencies), notFoundHandler(clock, dependencies.settings))
    .use('/_simulator', dependencies.control);
  const answerError = errorHandler(dependencies);

  const passToApp: Listener = (request, response) => {
    // The casts are safe: see `expressPrototypes`.
    app(request as Request, response as Response, (error?: unknown) => {
      answerError(error, response);
    });
  };
  const guard =
    (listener: Listener): Listener =>
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
  const onRequest: Listener = (request, response) => {
    if (forwardToPassthrough(request, response, { providers, rules: proxy, clock })) return;
    attachAddress(request, dependencies);
    passToApp(request, response);
  };
  const onCheckContinue: Listener = (request, response) => {
    const limit = attachAddress(request, dependencies).to === 'control' ? drainLimit : providerBodyLimit;
    if ((declaredLength(request) ?? 0) > limit) {
      answerTooLarge(request, response, { limit, drained: false, at: clock.now() });
      return;
    }
    response.writeContinue();
    passToApp(request, response);
  };
  const server = createServer({ ...expressPrototypes(app), ...serverOptions(limits) }, guard(onRequest));
  const accept = acceptConnections(server, dependencies, limits);
  setLingerTime(server, limits);
  const isCrowded = connectionLimitCheck(server, limits);
  const crowded = tooManyConnections(limits);
  server.on('checkContinue', guard(onCheckContinue));
  answerConnectionErrors(server, { providers, clock, limits });
  openTunnels(server, { providers, rules: proxy, accept });
  return server;
}

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

/** Determines the destination of a request, and leaves express only the part of the target that it needs. */
function attachAddress(
  request: IncomingMessage,
  { providers, spaces, stallWatch, proxy = {} }: ServerDependencies,
): Address {
  const targetAsSent = request.url ?? '';
  const tunnel = tunnelOf(request.socket);
  const isDirect = targetAsSent.startsWith('/');
  const proxied = isDirect ? tunnel : { ...tunnel, space: proxySpace(request, proxy) ?? tunnel?.space };
  const hostHeader = headerOf(request, 'host');
  const fromRequest = addressOf({ target: targetAsSent, hostHeader, proxy: proxied }, providers);
  const problem = fromRequest.to === 'unknown' ? undefined : spaces.rejectionReason(fromRequest.space);
  const address = problem === undefined ? fromRequest : badSpaceName(problem);
  stallWatch?.beginRequest(describe(request, address));
  storeAddress(request, { address, targetAsSent });
  request.url = address.to === 'control' ? address.target : '/';
  return address;
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

/** Constructors for `http.createServer`. */
interface ExpressPrototypes {
  readonly IncomingMessage: typeof IncomingMessage;
  readonly ServerResponse: typeof ServerResponse;
}

/**
 * Creates requests and responses that have express's prototypes from the start.
 *
 * Express sets the prototypes of each request and response, and V8 treats an object whose prototype was changed as a
 * slow one from then on: two thirds of the cost of express. Setting a prototype to the same value costs nothing. These
 * are not classes, since the `prototype` of a class cannot be replaced.
 */
export function expressPrototypes(app: Express): ExpressPrototypes {
  function Request(this: IncomingMessage, ...parameters: ConstructorParameters<typeof IncomingMessage>): void {
    IncomingMessage.apply(this, parameters);
  }
  function Response(this: ServerResponse, ...parameters: ConstructorParameters<typeof ServerResponse>): void {
    ServerResponse.apply(this, parameters);
  }
  Request.prototype = app.request;
  Response.prototype = app.response;
  // TypeScript accepts only classes as constructors.
  return { IncomingMessage: Request, ServerResponse: Response } as unknown as ExpressPrototypes;
}
