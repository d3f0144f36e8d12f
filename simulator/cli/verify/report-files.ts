import {
  htmlReport,
  jsonReport,
  junitReport,
  markdownReport,
  type Report,
} from '../../../contracts/suite/reports/index.js';
import { addToJobSummary, writeReportFiles } from '../shared/report-files.js';
import type { Io } from '../shared/io.js';
import type { VerifyFlags } from './flags.js';

const formats = { junit: junitReport, json: jsonReport, html: htmlReport } as const;

/** Writes the requested reports, and appends to GitHub's job summary; `BadUse` when a write fails. */
export async function writeReports(report: Report, flags: VerifyFlags, io: Io): Promise<void> {
  await writeReportFiles(report, formats, flags, io.cwd);
  await addToJobSummary(io, () => markdownReport(report));
}
