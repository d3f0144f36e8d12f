import type { IncomingMessage } from 'node:http';
import type { Provider } from '../../core/provider.js';
import type { ControlAddress } from '../request-address.js';
import { describedApi } from './description.js';
import { type Answer, jsonAnswer, once, problemAnswer, type Route } from './route.js';

const description = async () => (await import('./about.openapi.json', { with: { type: 'json' } })).default;

/** The description of a provider's own API, as its contract has it. */
export function providersRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/providers/:name/openapi.json',
      description,
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

/** The description of this API, assembled once from those of its routes. */
export function openapiRoutes(routes: () => readonly Route[]): readonly Route[] {
  const answer = once(async () => jsonAnswer(await describedApi(routes())));
  return [{ method: 'get', path: '/openapi.json', description, answer }];
}

/** The report on every check, with its confidence; compiled once, on first use. */
export function checksRoutes(providers: readonly Provider[]): readonly Route[] {
  const answer = once(async () => {
    const { checksReport } = await import('../../checks-report/json.js');
    return jsonAnswer(await checksReport(providers));
  });
  return [{ method: 'get', path: '/checks', description, answer }];
}

/** Who plays which role, with usable credentials: one of the three places where these come out. */
export const castRoutes: readonly Route[] = [
  { method: 'get', path: '/cast', description, answer: ({ space }) => jsonAnswer(space.cast()) },
];

const path = '/health';
const healthOf = (version: string): Answer => jsonAnswer({ status: 'ok', version });

/** That the simulator is up. */
export function healthRoutes({ version }: { readonly version: string }): readonly Route[] {
  return [{ method: 'get', path, description, answer: () => healthOf(version) }];
}

/**
 * The answer for a health check: it needs no token and no known `Host`, since a container platform has neither. It
 * contains nothing that a stranger may not know. Undefined for every other request, one through the forward proxy included.
 */
export function healthCheck(
  { method }: Pick<IncomingMessage, 'method'>,
  { target, throughProxy }: Pick<ControlAddress, 'target' | 'throughProxy'>,
  version: string,
): Answer | undefined {
  const isCheck = (method === 'GET' || method === 'HEAD') && target === `/_simulator${path}`;
  return isCheck && !throughProxy ? healthOf(version) : undefined;
}
