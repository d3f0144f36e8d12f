import { createXylinkClient } from '../../client/index.js';
import type { Operations } from '../xylink/generated.js';
import type { Caller, CallerOptions, Done, Undo } from './callers.js';
import { text } from './entity.js';
import type { Entity } from './target.js';
import { MissingReferent } from './references.js';
import { isObject } from './json.js';

/**
 * XYLink's client as the cases use it: it signs by 1.0, or by 2.0 where the case's credentials have a `signature` of
 * `2.0`, with their `signType` and, where they have one, always the same `nonce`.
 */
export function xylinkCaller({ parts: { enterprise }, ...rest }: CallerOptions): Caller {
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
    prepare: (operation, input) => client.prepare(operation as keyof Operations, input as never),
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

/** What stays behind in the provider after these; there is no call that joins groups again. */
const stays: Readonly<Record<string, string>> = {
  createGroups: 'the groups of the room',
  invite: 'the calls that were made',
  disconnect: 'who was put out of the meeting',
  endMeeting: 'the end of the meeting',
};

function undoXylink({ operation, body, isAnswered }: Done): Undo {
  const what = stays[operation];
  if (what === undefined) return { by: 'nothing' };
  const room = isObject(body) ? (body['meetingRoomNumber'] ?? body['callNumber']) : undefined;
  const named = typeof room === 'string' ? `${what} ${room}` : what;
  return { by: 'nobody', what: isAnswered ? named : `${named} (it may have happened)`, spends: 'room' };
}
