import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks, type CommonContext } from '../common-checks.js';
import { putRosterCallback } from '../callbacks/registrations.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { confNumbersAgree, handlerUrlIsUsable, rosterEventIsKnown } from '../rules/handlers.js';
import { rosterCallbackIsNew } from '../rules/registrations.js';
import { roomExists } from '../rules/rooms.js';

const own = pipeline<CommonContext>()
  .check(bodyIsAJsonObject)
  .check(rosterEventIsKnown)
  .check(handlerUrlIsUsable)
  .check(confNumbersAgree)
  .check(roomExists)
  .check(rosterCallbackIsNew);

const checks = commonChecks.append(own);

export const registerRosterCallback = endpoint({
  operation: 'registerRosterCallback',
  checks,
  handle: ({ documents, event, room, url }: KnownBy<typeof checks>) => ({
    changes: putRosterCallback(documents, room.number, { enterprise: room.enterprise, event, url }),
    result: null,
  }),
});
