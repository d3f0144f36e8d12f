import { type Operations, operations } from '../../../contracts/ytx/generated.js';
import sources from '../../../contracts/ytx/sources.json' with { type: 'json' };
import byHand from '../../../fixtures/ytx/manual-steps.json' with { type: 'json' };
import { type AnyEndpoint, provider } from '../../core/provider.js';
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

const barePath = /^\/[^/]+\/sid\/[^/]+\//;

/** The checks report lists checks in the order of operations, createMeeting first. */
const { createMeeting, ...others } = endpoints;

/** YTX 云讯, sandbox and production. */
export const ytx = provider({
  name: 'ytx',
  hosts: [
    { host: 'sandbox.ytx.net', label: 'sandbox' },
    { host: 'api.ytx.net', label: 'production' },
  ],
  hostOfBarePath: (path) => (barePath.test(path) ? 'sandbox.ytx.net' : undefined),
  readings,
  readingProfiles,
  findRoute,
  operations,
  endpoints: { createMeeting, ...others } satisfies Record<keyof Operations, AnyEndpoint>,
  refusals,
  refusalReply,
  successReply,
  messageMembers,
  world,
  worldGenerator: {
    quantities: [
      {
        name: 'accounts',
        says: 'accounts of YTX, each with applications and booked meetings',
        min: 1,
        max: 1000,
        default: 3,
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
  openapi: async () => (await import('../../../contracts/ytx/openapi.json', { with: { type: 'json' } })).default,
  signCommand,
  manualSteps: byHand,
  advise,
  adviceTexts,
  diagnose,
  mistakes,
  warnings,
  callbacks,
  genericScenarios: { fail: 'exceptional', limit: 'too-frequent' },
});
