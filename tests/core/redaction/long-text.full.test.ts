import { describeLongText } from './long-text-properties.js';

describeLongText({ numRuns: 20, length: 200 * 1024 });
