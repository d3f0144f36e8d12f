import { describeLinear } from './linear-properties.js';

// Some of all; `long-text.property.test.ts` redacts all hostile texts, `linear.full.test.ts` all of these and a mebibyte of each.
describeLinear({ every: 3, mixtures: 6, cuts: 12, stride: 8 });
