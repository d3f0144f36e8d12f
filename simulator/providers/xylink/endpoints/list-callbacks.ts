import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { callbackFor, enterpriseEvents } from '../callbacks/registrations.js';

const checks = commonChecks;

export const listCallbacks = endpoint({
  operation: 'listCallbacks',
  checks,
  handle: ({ documents, enterprise }: KnownBy<typeof checks>) => ({
    changes: [],
    result: enterpriseEvents.flatMap((event) => {
      const callback = callbackFor(documents, enterprise.enterpriseId, event);
      // Version and tag are shown only where they were registered: older programs do not know them.
      return (callback?.handlers ?? []).map(({ url, ...options }) => ({
        callbackEvent: event,
        handlerUrl: url,
        ...options,
      }));
    }),
  }),
});
