import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Provider } from '../../core/provider.js';
import type { Space } from '../../core/state/space.js';
import { defaultSpaceName, type Spaces } from '../../core/state/spaces.js';
import type { Judge } from '../../core/state/world-check.js';
import type { Dispatcher } from '../callbacks/dispatcher.js';
import { type ControlAddress, incomingOf } from '../incoming.js';
import { actionRoutes } from './actions.js';
import type { Answer, Taken } from './answer.js';
import { castRoutes } from './cast.js';
import { callbacksRoutes } from './callbacks.js';
import { callbacksWaitRoutes } from './callbacks-wait.js';
import { clockRoutes } from './clock.js';
import { diagnosisRoutes } from './diagnosis.js';
import { forbidden, type GuardSettings } from './guard.js';
import { healthCheck, healthRoutes } from './health.js';
import { journalRoutes } from './journal.js';
import { journalWaitRoutes } from './journal-wait.js';
import { bodyBytes, jsonBody } from './json-body.js';
import { ledgerRoutes } from './ledger.js';
import { openapiRoutes } from './openapi.js';
import { providersRoutes } from './providers.js';
import { queryTaken } from './query.js';
import { readingsRoutes } from './readings.js';
import { resetRoutes } from './reset.js';
import type { Route } from './route.js';
import { scenariosRoutes } from './scenarios.js';
import { send } from './send.js';
import { sinkRoutes } from './sink.js';
import { spacesRoutes } from './spaces.js';
import { noSuchEndpoint, wrongMethod } from './strays.js';
import { worldRoutes } from './world.js';

/** What the control API is made of. */
export interface ControlSettings {
  readonly spaces: Spaces;
  readonly providers: readonly Provider[];
  readonly dispatcher: Dispatcher;
  /** Loads the judge of worlds when one is first handed in. */
  readonly judge: () => Promise<Judge>;
  readonly guard: GuardSettings;
  /** Of this package. */
  readonly version: string;
  /** Aborts when the server begins to close, so that nobody who waits holds it up; absent means it never does. */
  readonly closing?: AbortSignal;
}

/** The endpoints, in the order in which they are tried: `/journal/wait` before `/journal/:id`. */
function routesOf(settings: ControlSettings): readonly Route[] {
  const { spaces, providers, dispatcher, closing = new AbortController().signal } = settings;
  return [
    ...healthRoutes(settings),
    ...castRoutes,
    ...resetRoutes(dispatcher),
    ...worldRoutes(settings),
    ...readingsRoutes(providers),
    ...clockRoutes({ dispatcher, closing }),
    ...scenariosRoutes(providers),
    ...journalWaitRoutes({ providers, closing }),
    ...journalRoutes(providers),
    ...callbacksWaitRoutes({ providers, closing }),
    ...callbacksRoutes(providers),
    ...sinkRoutes,
    ...diagnosisRoutes(providers),
    ...spacesRoutes(spaces),
    ...ledgerRoutes(providers),
    ...providersRoutes(providers),
    ...openapiRoutes,
    ...actionRoutes(providers),
  ];
}

/** The control API, to be mounted at `/_simulator`. Every request must have passed the front door. */
export function controlRouter(settings: ControlSettings): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const routes = routesOf(settings);
  const spaceOf = (request: Request): Space => settings.spaces.of(addressOf(request).space);
  router.use(guarding(settings));
  for (const route of routes) {
    router[route.method](route.path, async (request, response) => {
      const answering = { request, response, space: spaceOf(request) };
      send(await answerOf(route, answering), answering);
      // What was done may have made something due, or moved the clock.
      settings.dispatcher.wake(answering.space);
      settings.spaces.settle(answering.space);
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
    const { throughProxy, target, space = defaultSpaceName } = addressOf(request);
    const isKnownSpace = (): boolean => spaces.names().includes(space);
    const refusal = forbidden(request, { throughProxy, target, isKnownSpace }, guard);
    const answer = refusal && (healthCheck(request, { throughProxy, target }, version) ?? refusal);
    // A stranger's request must not so much as make the space it names.
    if (answer === undefined) next();
    else send(answer, { response, space: spaces.of(undefined), named: false });
  };
}

interface Carried {
  readonly request: Request;
  readonly response: Response;
  readonly space: Space;
}

async function answerOf(route: Route, { request, response, space }: Carried): Promise<Answer> {
  const { target } = addressOf(request);
  const { parameters = [] } = route;
  const query = parameters === 'any' ? anyQuery : queryTaken(target, parameters, () => space.redactor());
  if (!query.ok) return query.answer;
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  const path = request.params as Readonly<Record<string, string>>;
  const json = (): ReturnType<typeof jsonBody> => jsonBody(request);
  const header = (name: string): string | undefined => request.headersDistinct[name]?.join(', ');
  const bytes = (): ReturnType<typeof bodyBytes> => bodyBytes(request);
  const arrived = { method: request.method, target, rawHeaders: request.rawHeaders };
  return route.answer({ space, path, query: query.value, header, json, bytes, arrived, hungUp: gone.signal });
}

const anyQuery: Taken<ReadonlyMap<string, string>> = { ok: true, value: new Map() };

function addressOf(request: Request): ControlAddress {
  const { address } = incomingOf(request);
  if (address.to !== 'control') throw new Error('a request that is not for the control API reached it');
  return address;
}
