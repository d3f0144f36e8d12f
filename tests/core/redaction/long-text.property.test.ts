import { describeLongText } from './long-text-properties.js';

// A few places and short texts; `long-text.full.test.ts` tries more and longer ones.
describeLongText({ numRuns: 5, length: 80 * 1024 });
