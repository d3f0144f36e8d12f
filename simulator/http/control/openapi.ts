import { jsonAnswer } from './answer.js';
import type { Route } from './route.js';

/** The description of this API, read from disk when it is first asked for. */
export const openapiRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/openapi.json',
    async answer() {
      const { default: description } = await import('./openapi.json', { with: { type: 'json' } });
      return jsonAnswer(description);
    },
  },
];
