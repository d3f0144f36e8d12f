import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { admitted } from '../common-checks.js';
import { roomsTold, rosterCallbackFor } from '../callbacks/registrations.js';

const after = admitted;

export const listRosterCallbacks = endpoint({
  operation: 'listRosterCallbacks',
  after,
  does: ({ documents, enterprise }: KnownBy<typeof after>) => ({
    changes: [],
    result: roomsTold(documents, enterprise.enterpriseId).flatMap((confNumber) => {
      const callback = rosterCallbackFor(documents, confNumber);
      return callback === undefined ? [] : [{ confNumber, callbackEvent: callback.event, handlerUrl: callback.url }];
    }),
  }),
});
