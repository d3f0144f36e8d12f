import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { roomsWithCallback, rosterCallbackFor } from '../callbacks/registrations.js';

const after = commonChecks;

export const listRosterCallbacks = endpoint({
  operation: 'listRosterCallbacks',
  guards: after,
  handle: ({ documents, enterprise }: KnownBy<typeof after>) => ({
    changes: [],
    result: roomsWithCallback(documents, enterprise.enterpriseId).flatMap((confNumber) => {
      const callback = rosterCallbackFor(documents, confNumber);
      return callback === undefined ? [] : [{ confNumber, callbackEvent: callback.event, handlerUrl: callback.url }];
    }),
  }),
});
