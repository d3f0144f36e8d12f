import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { removeCallbackFor } from '../callbacks/registrations.js';
import { callbackEventIsKnown } from '../rules/handlers.js';
import { callbackIsRegistered } from '../rules/registrations.js';

const checks = commonChecks.check(callbackEventIsKnown).check(callbackIsRegistered);

export const removeCallback = endpoint({
  operation: 'removeCallback',
  checks,
  handle: ({ callback }: KnownBy<typeof checks>) => ({
    changes: [removeCallbackFor(callback.enterprise, callback.event)],
    result: null,
  }),
});
