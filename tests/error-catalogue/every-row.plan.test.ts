import { describeEveryRow } from './every-row.js';

// Every row in one of the three ways; `every-row.full.test.ts` tries each in all of them.
describeEveryRow('2026-11-21T12:00:00+08:00', { isSample: true });
