import { createXylinkClient } from '../../../client/index.js';
import { isJsonObject } from '../../json.js';
import { type Operations, operations, refusals } from '../../xylink/generated.js';
import { MissingReferent, text } from '../references.js';
import type { Entity } from '../target.js';
import {
  type ProviderClient,
  type ProviderClientOptions,
  type PerformedOperation,
  type Undo,
  undoOfOthers,
  withUnmodelledRequests,
} from './client.js';

/**
 * XYLink's client for the cases. It signs with 1.0, or with 2.0 if the case's credentials have a `signature` of `2.0`, with
 * their `signType` and, if present, their fixed `nonce`.
 */
export function xylinkCaller({ parts: { enterprise }, trueClock: _, ...rest }: ProviderClientOptions): ProviderClient {
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
    ...withUnmodelledRequests(
      { operations, refusals },
      {
        prepare: (operation, input) => client.prepare(operation as keyof Operations, input),
        prepareUnmodelledRequest: client.prepareUnmodelledRequest,
        understand: (operation, reply) => client.understand(operation as keyof Operations, reply),
      },
    ),
    exchange: client.exchange,
    undo: undoXylink,
  };
}

/** A credential that an enterprise may lack: it signs in one of the two ways, or in both. */
function credential(enterprise: Entity | undefined, name: string): string {
  if (enterprise?.[name] === undefined) throw new MissingReferent(`the enterprise of the cast has no ${name}`);
  return text(enterprise, name);
}

/** The leftovers of operations that cannot be undone; the provider has no call that joins groups again. */
const stays: Readonly<Record<string, string>> = {
  createGroups: 'the groups of the room',
  invite: 'the calls that were made',
  disconnect: 'the participants who were disconnected from the meeting',
  endMeeting: 'the end of the meeting',
};

/** How to undo a request to XYLink: the opposite call removes a callback; changes of a meeting cannot be undone. */
export function undoXylink(done: PerformedOperation): Undo {
  const { operation, body, isAnswered } = done;
  const fields = isJsonObject(body) ? body : {};
  const what = stays[operation];
  if (what === undefined) return undoOfCallback(done, fields);
  const room = fields['meetingRoomNumber'] ?? fields['callNumber'];
  const named = typeof room === 'string' ? `${what} ${room}` : what;
  return { by: 'no-request', what: isAnswered ? named : `${named} (it may have happened)`, spends: 'room' };
}

/** A case that changes or removes a callback has registered it itself, so no earlier callback needs restoring. */
function undoOfCallback(done: PerformedOperation, fields: Readonly<Record<string, unknown>>): Undo {
  const { operation, url, isAnswered } = done;
  const event = operation === 'registerCallback' ? String(fields['callbackEvent']) : lastSegment(url);
  const [ofEvent, ofRoom] = [`the callback of ${event}`, `the callback of the room ${lastSegment(url)}`];
  switch (operation) {
    case 'registerCallback':
    case 'changeCallback':
      return { by: 'request', operation: 'removeCallback', input: { callbackEvent: event }, what: ofEvent };
    case 'registerRosterCallback':
      return {
        by: 'request',
        operation: 'removeRosterCallback',
        input: { confNumber: lastSegment(url) },
        what: ofRoom,
      };
    case 'removeCallback':
      return isAnswered ? { by: 'nothing', tookBack: ofEvent } : { by: 'nothing' };
    case 'removeRosterCallback':
      return isAnswered ? { by: 'nothing', tookBack: ofRoom } : { by: 'nothing' };
    default:
      return undoOfOthers(operations, done);
  }
}

/** A case may send a path with an invalid encoding; then the segment stays encoded. */
function lastSegment(url: string): string {
  const segment = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
