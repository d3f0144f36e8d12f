import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { roomsWithCallback, rosterCallbackFor } from '../callbacks/registrations.js';

const checks = commonChecks;

export const listRosterCallbacks = endpoint({
  operation: 'listRosterCallbacks',
  checks,
  handle: ({ documents, enterprise }: KnownBy<typeof checks>) => ({
    changes: [],
    result: roomsWithCallback(documents, enterprise.enterpriseId).flatMap((confNumber) => {
      const callback = rosterCallbackFor(documents, confNumber);
      return callback === undefined ? [] : [{ confNumber, callbackEvent: callback.event, handlerUrl: callback.url }];
    }),
  }),
});
