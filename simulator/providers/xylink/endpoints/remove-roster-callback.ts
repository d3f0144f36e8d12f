import type { KnownBy } from '../../../core/pipeline/pipeline.js';
import { endpoint } from '../../../core/provider.js';
import { commonChecks } from '../common-checks.js';
import { removeRosterCallbackFor } from '../callbacks/registrations.js';
import { rosterCallbackIsRegistered } from '../rules/registrations.js';
import { roomExists } from '../rules/rooms.js';

const checks = commonChecks.check(roomExists).check(rosterCallbackIsRegistered);

export const removeRosterCallback = endpoint({
  operation: 'removeRosterCallback',
  checks,
  handle: ({ documents, room }: KnownBy<typeof checks>) => ({
    changes: removeRosterCallbackFor(documents, room.number, room.enterprise),
    result: null,
  }),
});
