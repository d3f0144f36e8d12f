import { sampleOf } from '../contract/sample.js';
import { everyCase } from '../recording/played.js';
import { describeEveryRefusal } from './every-refusal.js';

// Of each operation a case of each refusal and kind; `advice.full.test.ts` plays every case.
describeEveryRefusal(
  ['ytx', 'xylink'].flatMap((provider) => {
    const plan = everyCase.filter(({ file }) => file.provider === provider);
    return sampleOf(plan, provider).inOtherWays;
  }),
);
