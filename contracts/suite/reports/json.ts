import type { Report } from './report.js';

/** The report as JSON; its shape is `contracts/schemas/report.schema.json`. */
export const jsonReport = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
