import type { LabReport } from '../../lab/reports/index.js';
import { labJson, labJunit, labMarkdown } from '../../lab/reports/index.js';
import { addToJobSummary, writeReportFiles } from '../report-files.js';
import type { CheckFlags } from './flags.js';

const formats = { junit: labJunit, json: labJson } as const;

/** Writes the reports that were asked for; `BadUse` when one cannot be written. GitHub's job summary is added to. */
export async function writeLabReports(
  report: LabReport,
  flags: Pick<CheckFlags, keyof typeof formats>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  await writeReportFiles(report, formats, flags);
  await addToJobSummary(environment, () => labMarkdown(report));
}
