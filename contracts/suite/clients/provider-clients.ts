import { createYtxClient } from '../../../client/index.js';
import { durationMs } from '../../durations.js';
import { bookingTimeOf } from '../../ytx/china-time.js';
import { type Operations, operations, refusals } from '../../ytx/generated.js';
import { authorizationOf } from '../../ytx/signing.js';
import { text } from '../references.js';
import { type ProviderClient, type ProviderClientOptions, withUnmodelledRequests } from './client.js';
import { xylinkCaller } from './xylink.js';
import { undoYtx } from './ytx.js';

/** Makes each provider's client from the roles of a case: one entry a provider. */
export const providerClients: Readonly<Record<string, (options: ProviderClientOptions) => ProviderClient>> = {
  ytx({ parts: { account, app }, clock, trueClock = clock, ...rest }) {
    const accountSID = text(account, 'accountSID');
    const authToken = text(account, 'authToken');
    // A case says itself in which form it sends its parties.
    const format = { parties: 'array' } as const;
    const client = createYtxClient({ accountSID, authToken, appid: text(app, 'appid'), clock, format, ...rest });
    return {
      notations: {
        time: (duration) => bookingTimeOf(trueClock.now() + durationMs(duration)),
        authorization: (timestamp) => authorizationOf({ accountSID, timestamp }),
      },
      ...withUnmodelledRequests(
        { operations, refusals },
        {
          // Its type accepts only the input of a named operation; a case may pass any input.
          prepare: client.prepare as ProviderClient['prepare'],
          prepareUnmodelledRequest: client.prepareUnmodelledRequest,
          understand: (operation, reply) => client.understand(operation as keyof Operations, reply),
        },
      ),
      exchange: client.exchange,
      undo: undoYtx,
    };
  },
  xylink: xylinkCaller,
};
