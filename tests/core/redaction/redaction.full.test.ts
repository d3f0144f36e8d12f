import { describeRedaction } from './redaction-properties.js';

describeRedaction({ numRuns: 300 });
