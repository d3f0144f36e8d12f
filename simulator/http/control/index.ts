import type { ServerResponse } from 'node:http';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { headerNames } from '../../../contracts/simulator-headers.js';
import type { Provider } from '../../core/provider.js';
import type { Redact } from '../../core/redaction/redactor.js';
import { queryOf } from '../../core/requests/incoming-request.js';
import type { Space } from '../../core/state/space.js';
import { defaultSpaceName, type Spaces } from '../../core/state/spaces.js';
import type { Judge } from '../../core/state/world-check.js';
import type { Dispatcher } from '../callbacks/dispatcher.js';
import { controlAddressOf } from '../request-address.js';
import { httpDate } from '../response.js';
import type { ControlListener } from '../server.js';
import { castRoutes, healthCheck, healthRoutes, checksRoutes, openapiRoutes, providersRoutes } from './about.js';
import { actionRoutes } from './actions.js';
import { callbacksRoutes, callbacksWaitRoutes } from './callbacks.js';
import { clockRoutes } from './clock.js';
import { openapiPath } from './description.js';
import { diagnosisRoutes } from './diagnosis.js';
import { forbidden, type GuardSettings } from './guard.js';
import { journalRoutes, journalWaitRoutes } from './journal.js';
import { bodyBytes, jsonBody } from './json-body.js';
import { readingsRoutes } from './readings.js';
import {
  noParameters,
  type RawParameters,
  type RequestValidation,
  validationLoader,
  type ValidationLoader,
  validBody,
  validParameters,
} from './request-validation.js';
import { type Answer, problemAnswer, type Route, type Taken } from './route.js';
import { scenariosRoutes } from './scenarios.js';
import { sinkRoutes } from './sink.js';
import { resetRoutes, spacesRoutes } from './spaces.js';
import { stubsRoutes } from './stubs.js';
import { worldRoutes } from './world.js';

/** The dependencies of the control API. */
export interface ControlSettings {
  readonly spaces: Spaces;
  readonly providers: readonly Provider[];
  readonly dispatcher: Dispatcher;
  /** Loads what validates parameters and bodies when the first of them comes in. */
  readonly judge: () => Promise<Judge>;
  readonly guard: GuardSettings;
  /** Of this package. */
  readonly version: string;
  /** Aborts when the server begins to close, so that waiting requests end. Default: never. */
  readonly closing?: AbortSignal;
}

/** The endpoints, in the order in which they are tried: `/journal/wait` before `/journal/:id`. */
function routesOf(settings: ControlSettings): readonly Route[] {
  const { spaces, providers, dispatcher, closing = new AbortController().signal } = settings;
  const routes: readonly Route[] = [
    ...healthRoutes(settings),
    ...castRoutes,
    ...resetRoutes(dispatcher),
    ...worldRoutes(settings),
    ...readingsRoutes(providers),
    ...clockRoutes({ dispatcher, closing }),
    ...scenariosRoutes(providers),
    ...stubsRoutes(providers),
    ...journalWaitRoutes({ providers, closing }),
    ...journalRoutes(providers),
    ...callbacksWaitRoutes({ providers, closing }),
    ...callbacksRoutes(providers),
    ...sinkRoutes,
    ...diagnosisRoutes(providers),
    ...spacesRoutes(spaces),
    ...checksRoutes(providers),
    ...providersRoutes(providers),
    ...openapiRoutes(() => routes),
    ...actionRoutes(providers),
  ];
  return routes;
}

/** Serves the control API's router at `/_simulator`. Every request must have an address (request-address.ts). */
export function controlListener(router: RequestHandler): ControlListener {
  const app = express().disable('x-powered-by').set('etag', false).use('/_simulator', router);
  return (request, response, next) => {
    // Express gives them the prototypes of its own requests and responses.
    app(request as Request, response as Response, next);
  };
}

/** The control API, to be served by `controlListener`. */
export function controlRouter(settings: ControlSettings): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const routes = routesOf(settings);
  const loader = validationLoader(settings.judge);
  const spaceOf = (request: Request): Space => settings.spaces.getOrCreate(controlAddressOf(request).space);
  router.use(guarding(settings));
  for (const route of routes) {
    router[route.method](route.path, async (request, response) => {
      const answering = { request, response, space: spaceOf(request) };
      send(await answerOf(route, answering, loader), answering);
      // What was done may have made something due, or moved the clock.
      settings.dispatcher.startDeliveries(answering.space);
      settings.spaces.enforceMemoryLimit(answering.space);
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const answer = wrongMethod(routes.filter((route) => route.path === path));
    router.all(path, (request, response) => {
      send(answer, { response, space: spaceOf(request) });
    });
  }
  router.use((request, response) => {
    send(noSuchEndpoint(routes), { response, space: spaceOf(request) });
  });
  return router;
}

function guarding({ guard, spaces, version }: ControlSettings): RequestHandler {
  return (request, response, next) => {
    const { throughProxy, target, space = defaultSpaceName } = controlAddressOf(request);
    const isKnownSpace = (): boolean => spaces.names().includes(space);
    const refusal = forbidden(request, { throughProxy, target, isKnownSpace }, guard);
    const answer = refusal && (healthCheck(request, { throughProxy, target }, version) ?? refusal);
    // A stranger's request must not so much as make the space it names.
    if (answer === undefined) next();
    else send(answer, { response, space: spaces.getOrCreate(undefined), named: false });
  };
}

interface Carried {
  readonly request: Request;
  readonly response: Response;
  readonly space: Space;
}

async function answerOf(
  route: Route,
  { request, response, space }: Carried,
  loader: ValidationLoader,
): Promise<Answer> {
  const { target } = controlAddressOf(request);
  const gone = new AbortController();
  response.once('close', () => {
    // To abort makes an exception with a stack; nothing waits any more once the answer is sent.
    if (!response.writableFinished) gone.abort();
  });
  const path = request.params as Readonly<Record<string, string>>;
  const raw = { path, query: queryOf(target) };
  const redactor = (): Redact => space.redactor();
  const validation = await validationOfUrl(route, raw, loader);
  const parameters = validation === undefined ? noParameters : validParameters(raw, validation, redactor);
  if (!parameters.ok) return parameters.answer;
  const json = (): ReturnType<typeof jsonBody> => jsonBody(request);
  const validJson = async (): Promise<Taken<unknown>> => {
    const ofBody = validation ?? (await loader.of(route));
    if (ofBody.described.body === undefined) return { ok: true, value: undefined };
    const body = await json();
    return body.ok ? validBody(body.value, ofBody, redactor) : body;
  };
  const bytes = (): ReturnType<typeof bodyBytes> => bodyBytes(request);
  const header = (name: string): string | undefined => request.headersDistinct[name]?.join(', ');
  const arrived = { method: request.method, target, rawHeaders: request.rawHeaders };
  const bodies = { json, validJson, bytes };
  return route.answer({ space, path, parameters: parameters.value, header, ...bodies, arrived, hungUp: gone.signal });
}

/**
 * The validator of path and query; undefined where there is neither, so that the request goes on at once. While something
 * is being loaded, it takes its turn all the same.
 */
async function validationOfUrl(
  route: Route,
  { path, query }: RawParameters,
  loader: ValidationLoader,
): Promise<RequestValidation | undefined> {
  if (route.takesAnything === true) return undefined;
  const isNeeded = query !== '' || Object.keys(path).length > 0;
  return isNeeded || loader.isLoading() ? loader.of(route) : undefined;
}

/** Where an answer goes, and the space whose clock dates the answer. */
interface Answering {
  readonly response: ServerResponse;
  readonly space: Space;
  /** False where no space was asked: then only the date is taken from it. */
  readonly named?: boolean;
}

/** A page of another site, which may embed what it cannot read, gets no use out of a reply. */
const protection = { 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'same-origin' };

/** Sends an answer, unless the connection has gone or trouble on it was answered already. */
function send(answer: Answer, { response, space, named = true }: Answering): void {
  if (response.destroyed || response.headersSent) return;
  const { status, contentType, body, headers } = answer;
  response.writeHead(status, {
    Date: httpDate(space.clock.now()),
    'Cache-Control': 'no-store',
    ...protection,
    ...(named && { [headerNames.space]: space.name }),
    ...(contentType !== null && { 'Content-Type': contentType, 'Content-Length': body.length }),
    ...headers,
  });
  response.end(body);
}

/** 405 for a path that there is; `routes` are those of this path. */
function wrongMethod(routes: readonly Route[]): Answer {
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
function noSuchEndpoint(routes: readonly Route[]): Answer {
  return problemAnswer({
    status: 404,
    kind: 'not-found',
    says: 'The control API has no such endpoint.',
    fix: 'Use one of `endpoints`; GET /_simulator/openapi.json describes them.',
    more: { endpoints: routes.map(endpointName) },
  });
}

/** `GET /_simulator/journal/{id}`: an endpoint in the spelling of OpenAPI. */
function endpointName(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method.toUpperCase()} ${openapiPath(route)}`;
}
