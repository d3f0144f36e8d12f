import type { LabReport } from '../../lab/reports/index.js';
import { labJson, labJunit, labMarkdown } from '../../lab/reports/index.js';
import { addToJobSummary, writeReportFiles } from '../report-files.js';
import type { Io } from '../io.js';
import type { CheckFlags } from './flags.js';

const formats = { junit: labJunit, json: labJson } as const;

/** Writes the reports that were asked for; `BadUse` when one cannot be written. GitHub's job summary is added to. */
export async function writeLabReports(
  report: LabReport,
  flags: Pick<CheckFlags, keyof typeof formats>,
  io: Io,
): Promise<void> {
  await writeReportFiles(report, formats, flags, io.cwd);
  await addToJobSummary(io, () => labMarkdown(report));
}
