import { createXylinkClient } from '../../client/index.js';
import type { Operations } from '../xylink/generated.js';
import type { Caller, CallerOptions } from './caller.js';
import { text } from './entity.js';
import type { Entity } from './target.js';
import { MissingReferent } from './references.js';
import { undoXylink } from './undo-xylink.js';

/**
 * XYLink's client as the cases use it: it signs by 1.0, or by 2.0 where the case's credentials have a `signature` of
 * `2.0`, with their `signType` and, where they have one, always the same `nonce`.
 */
export function xylinkCaller({ parts: { enterprise }, trueClock: _, ...rest }: CallerOptions): Caller {
  const auth =
    text(enterprise, 'signature') === '2.0'
      ? {
          clientId: credential(enterprise, 'clientId'),
          clientSecret: credential(enterprise, 'clientSecret'),
          signType: text(enterprise, 'signType') as 'HMAC_SHA256',
        }
      : { token: credential(enterprise, 'token') };
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
    notations: { credential: (name) => credential(enterprise, name) },
    prepare: (operation, input) => client.prepare(operation as keyof Operations, input),
    exchange: client.exchange,
    understand: (operation, reply) => client.understand(operation as keyof Operations, reply),
    undo: undoXylink,
  };
}

/** A credential that somebody's own enterprise need not have: it signs in one of the two ways, or in both. */
function credential(enterprise: Entity | undefined, name: string): string {
  if (enterprise?.[name] === undefined) throw new MissingReferent(`the enterprise has no ${name} here`);
  return text(enterprise, name);
}
