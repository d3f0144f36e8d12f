import type { Provider } from '../../core/provider.js';
import { jsonAnswer } from './answer.js';
import type { Route } from './route.js';

/** What is known of every check, and how well; read together when it is first asked for. */
export function ledgerRoutes(providers: readonly Provider[]): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/ledger',
      async answer() {
        const { ledgerJson } = await import('../../ledger/json.js');
        return jsonAnswer(await ledgerJson(providers));
      },
    },
  ];
}
