import type { LabReport } from './report.js';

export { labConsole, probeLine } from './console.js';
export { labJunit } from './junit.js';
export { labMarkdown } from './markdown.js';
export type { LabReport } from './report.js';
export { labReportOf, reportedProbe } from './report.js';

/** The report as JSON; its shape is `contracts/schemas/callbacks-report.schema.json`. */
export const labJson = (report: LabReport): string => `${JSON.stringify(report, null, 2)}\n`;
