import { syncBuiltinESMExports } from 'node:module';
import { ClientRequestInterceptor } from '@mswjs/interceptors/ClientRequest';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { answerClientRequest } from './client-request.js';
import { answerFetch } from './fetch.js';
import type { FindRoute } from './responders.js';
import { listenToRequests } from './shared-interceptor.js';

/** Intercepts the requests of `node:http`, `node:https` and `fetch`; the returned function ends that. */
export function interceptClients(findRoute: FindRoute): () => void {
  const ends = [
    listenToRequests(
      { symbol: ClientRequestInterceptor.symbol, create: () => new ClientRequestInterceptor() },
      (event) => answerClientRequest(event, findRoute),
    ),
    listenToRequests({ symbol: FetchInterceptor.symbol, create: () => new FetchInterceptor() }, (event) =>
      answerFetch(event, findRoute),
    ),
  ];
  // For `import { request } from 'node:http'`.
  syncBuiltinESMExports();
  return () => {
    for (const end of ends) end();
    syncBuiltinESMExports();
  };
}
