import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { roomsWithCallback, rosterCallbackFor } from '../callbacks/registrations.js';

const guards = commonChecks;

export const listRosterCallbacks = endpoint({
  operation: 'listRosterCallbacks',
  guards,
  handle: ({ documents, enterprise }: KnownBy<typeof guards>) => ({
    changes: [],
    result: roomsWithCallback(documents, enterprise.enterpriseId).flatMap((confNumber) => {
      const callback = rosterCallbackFor(documents, confNumber);
      return callback === undefined ? [] : [{ confNumber, callbackEvent: callback.event, handlerUrl: callback.url }];
    }),
  }),
});
