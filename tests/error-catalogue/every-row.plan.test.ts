import { describeEveryRow } from './every-row.js';

describeEveryRow('2026-11-21T12:00:00+08:00');
