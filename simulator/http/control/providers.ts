import type { Provider } from '../../core/provider.js';
import { jsonAnswer, problemAnswer } from './answer.js';
import type { Route } from './route.js';

/** The description of a provider's own API, as its contract has it. */
export function providersRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/providers/:name/openapi.json',
      async answer({ path }) {
        const provider = providers.find(({ name }) => name === path['name']);
        if (provider !== undefined) return jsonAnswer(await provider.openapi());
        return problemAnswer({
          status: 404,
          kind: 'not-found',
          says: 'The simulator stands in for no provider of that name.',
          fix: `Use one of: ${providers.map(({ name }) => name).join(', ')}.`,
        });
      },
    },
  ];
}
