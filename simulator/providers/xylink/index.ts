import { operations } from '../../../contracts/xylink/generated.js';
import sources from '../../../contracts/xylink/sources.json' with { type: 'json' };
import byHand from '../../../fixtures/xylink/manual-steps.json' with { type: 'json' };
import { provider } from '../../core/provider.js';
import { actions } from './actions.js';
import { callbacks } from './callbacks/index.js';
import { stubs } from './common-checks.js';
import { secretRules } from './secrets.js';
import adviceTexts from './diagnostics/advice.json' with { type: 'json' };
import { advise } from './diagnostics/advice.js';
import { diagnose } from './diagnostics/index.js';
import mistakes from './diagnostics/mistakes.json' with { type: 'json' };
import * as endpoints from './endpoints/index.js';
import { adoption, ownEntities } from './own-entities.js';
import { messageMembers, refusalReply, successReply } from './responses.js';
import { signCommand } from './sign-command.js';
import readingProfiles from './reading-profiles.json' with { type: 'json' };
import { readings } from './readings.js';
import { findRoute } from './router.js';
import { commonEvidence, refusals } from './evidence.js';
import { world } from './state-serializer.js';
import { warnings } from './warnings.js';

const barePath = /^\/(api\/rest\/external|admin\/login)\//;

/** Hosts of XYLink besides those with an environment of their own: newer, older and test hosts. */
const otherHosts = ['cloudapi.xylink.com', 'pre-sdkapi.xylink.com', 'precloudapi.xylink.com', 'www.ainemo.com'];

/** The checks report lists checks in the order of these operations. */
const {
  createGroups,
  meetingStatus,
  invite,
  disconnect,
  endMeeting,
  registerCallback,
  listCallbacks,
  changeCallback,
  removeCallback,
  registerRosterCallback,
  listRosterCallbacks,
  removeRosterCallback,
  appToken,
  refreshToken,
  ...others
} = endpoints;

/** XYLink 小鱼易连. */
export const xylink = provider({
  name: 'xylink',
  hosts: [
    { host: 'sdk.xylink.com', label: 'production' },
    { host: 'cloud.xylink.com', label: 'cloud' },
    { host: 'sdkapi.xylink.com', label: 'sdkapi' },
  ],
  otherHosts: new Map(otherHosts.map((host) => [host, 'sdk.xylink.com'])),
  hostOfBarePath: (path) => (barePath.test(path) ? 'sdk.xylink.com' : undefined),
  readings,
  readingProfiles,
  findRoute,
  operations,
  endpoints: {
    createGroups,
    meetingStatus,
    invite,
    disconnect,
    endMeeting,
    registerCallback,
    listCallbacks,
    changeCallback,
    removeCallback,
    registerRosterCallback,
    listRosterCallbacks,
    removeRosterCallback,
    appToken,
    refreshToken,
    ...others,
  },
  refusals,
  refusalReply,
  successReply,
  messageMembers,
  world,
  worldGenerator: {
    quantities: [
      { name: 'enterprises', says: 'enterprises of XYLink', min: 1, max: 100, default: 2 },
      {
        name: 'rooms',
        says: 'cloud rooms of XYLink, some with a running meeting',
        min: 0,
        max: 10_000,
        default: 10,
      },
    ],
    generate: async (options) => (await import('./generated-world.js')).generatedWorld(options),
  },
  ownEntities,
  adoption,
  stubs,
  sources,
  commonEvidence,
  secretRules,
  openapi: async () => (await import('../../../contracts/xylink/openapi.json', { with: { type: 'json' } })).default,
  signCommand,
  manualSteps: byHand,
  advise,
  adviceTexts,
  diagnose,
  mistakes,
  warnings,
  genericScenarios: { fail: 'unexpected-error', limit: 'too-many-requests' },
  actions,
  callbacks,
});
