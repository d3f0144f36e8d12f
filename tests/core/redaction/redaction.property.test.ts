import { describeRedaction } from './redaction-properties.js';

// `redaction.full.test.ts` tries more texts.
describeRedaction({ numRuns: 60 });
