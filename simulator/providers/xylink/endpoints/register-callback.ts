import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks, type CommonContext } from '../common-checks.js';
import { putHandler } from '../callbacks/registrations.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { callbackEventIsKnown, handlerAnswers, handlerOptionsAreText, handlerUrlIsUsable } from '../rules/handlers.js';
import { callbackIsNew } from '../rules/registrations.js';

const own = pipeline<CommonContext>()
  .check(bodyIsAJsonObject)
  .check(callbackEventIsKnown)
  .check(handlerUrlIsUsable)
  .check(handlerOptionsAreText)
  .check(callbackIsNew)
  .check(handlerAnswers);

const checks = commonChecks.append(own);

export const registerCallback = endpoint({
  operation: 'registerCallback',
  checks,
  probes: ({ readings, url }: KnownBy<typeof checks>) => (readings.registrationProbe === 'off' ? undefined : url),
  handle: ({ documents, enterprise, event, url, options }: KnownBy<typeof checks>) => ({
    changes: [putHandler(documents, enterprise.enterpriseId, event, { url, ...options })],
    result: null,
  }),
});
