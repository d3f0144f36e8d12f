import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks, type CommonContext } from '../common-checks.js';
import { handlerWithTag, putHandler } from '../callbacks/registrations.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { callbackEventIsKnown, handlerOptionsAreText, handlerUrlIsUsable } from '../rules/handlers.js';
import { callbackIsRegistered } from '../rules/registrations.js';

const own = pipeline<CommonContext>()
  .check(bodyIsAJsonObject)
  .check(callbackEventIsKnown)
  .check(handlerUrlIsUsable)
  .check(handlerOptionsAreText)
  .check(callbackIsRegistered);

const checks = commonChecks.append(own);

export const changeCallback = endpoint({
  operation: 'changeCallback',
  checks,
  handle: ({ callback, documents, url, options }: KnownBy<typeof checks>) => ({
    changes: [
      putHandler(documents, callback.enterprise, callback.event, {
        ...handlerWithTag(callback, options.businessTag),
        url,
        ...options,
      }),
    ],
    result: null,
  }),
});
