import { describeWholePlan } from './whole-plan.js';

// A sample: `sampleOf` in `sample.ts`. `whole.full.test.ts` plays all cases in all ways.
describeWholePlan('xylink', { isSample: true });
