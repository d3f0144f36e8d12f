import { describeEveryRow } from './every-row.js';

describeEveryRow('2026-11-21T12:00:00+08:00');
// Years after the instants that stand in cases and documents.
describeEveryRow('2031-03-04T05:06:07+08:00');
