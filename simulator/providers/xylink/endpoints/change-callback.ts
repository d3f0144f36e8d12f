import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks, type CommonlyChecked } from '../common-checks.js';
import { putCallback } from '../callbacks/registrations.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { callbackEventIsKnown, handlerUrlIsUsable } from '../rules/handlers.js';
import { callbackIsRegistered } from '../rules/registrations.js';

const own = pipeline<CommonlyChecked>()
  .check(bodyIsAJsonObject)
  .check(callbackEventIsKnown)
  .check(handlerUrlIsUsable)
  .check(callbackIsRegistered);

const guards = commonChecks.then(own);

export const changeCallback = endpoint({
  operation: 'changeCallback',
  guards,
  handle: ({ callback, url }: KnownBy<typeof guards>) => ({
    changes: [putCallback({ ...callback, url })],
    result: null,
  }),
});
