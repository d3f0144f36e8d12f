import type { Report } from './report.js';

export { caseLine, eraseLine, progress, consoleReport } from './console.js';
export {
  type AboutCheck,
  type ReportContext,
  type Report,
  type ReportedCase,
  reportOf,
  reportedCase,
} from './report.js';
export { htmlReport } from './html.js';
export { junitReport } from './junit.js';
export { markdownReport } from './markdown.js';

/** The report as JSON; its shape is `contracts/schemas/report.schema.json`. */
export const jsonReport = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
