import { describeEveryRow } from './every-row.js';

// Years after the instants that stand in cases and documents.
describeEveryRow('2031-03-04T05:06:07+08:00');
