import type { Provider } from '../../core/provider.js';
import type { Spaces } from '../../core/spaces.js';
import { jsonAnswer } from './answer.js';
import type { Route } from './route.js';

interface Settings {
  readonly spaces: Spaces;
  readonly providers: readonly Provider[];
  readonly version: string;
}

/** That the simulator is up, and whom it stands in for. */
export function healthRoutes({ spaces, providers, version }: Settings): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/health',
      answer: () =>
        jsonAnswer({
          status: 'ok',
          version,
          providers: providers.map(({ name, hosts }) => ({ name, hosts })),
          spaces: spaces.names().length,
        }),
    },
  ];
}
