import { createXylinkClient } from '../../client/index.js';
import type { Operations } from '../xylink/generated.js';
import type { Caller, CallerOptions } from './callers.js';
import { text } from './entity.js';

/**
 * XYLink's client as the cases use it: it signs by 1.0, or by 2.0 where the case's credentials have a `signature` of
 * `2.0`, with their `signType` and, where they have one, always the same `nonce`.
 */
export function xylinkCaller({ parts: { enterprise }, ...rest }: CallerOptions): Caller {
  const auth =
    text(enterprise, 'signature') === '2.0'
      ? {
          clientId: text(enterprise, 'clientId'),
          clientSecret: text(enterprise, 'clientSecret'),
          signType: text(enterprise, 'signType') as 'HMAC_SHA256',
        }
      : { token: text(enterprise, 'token') };
  const nonce = text(enterprise, 'nonce');
  const chance = nonce === '' ? {} : { random: () => nonce };
  const client = createXylinkClient({
    enterpriseId: text(enterprise, 'enterpriseId'),
    auth,
    limit: 0,
    ...chance,
    ...rest,
  });
  return {
    notations: { credential: (name) => text(enterprise, name) },
    prepare: (operation, input) => client.prepare(operation as keyof Operations, input as never),
    exchange: client.exchange,
  };
}
