import { say } from '../../../contracts/messages.js';
import type { Io } from './io.js';
import { appendUserFile, writeUserFile } from './user-files.js';

/** Writes a report in each format with a file, and creates folders; `BadUse` when a write fails. */
export async function writeReportFiles<Report, Format extends string>(
  report: Report,
  formats: Readonly<Record<Format, (report: Report) => string>>,
  files: Readonly<Partial<Record<NoInfer<Format>, string>>>,
  cwd: string,
): Promise<void> {
  for (const [format, render] of Object.entries(formats) as [Format, (report: Report) => string][]) {
    const path = files[format];
    if (path !== undefined) await writeUserFile({ is: say`report`, path, cwd }, render(report));
  }
}

/** Appends to GitHub's job summary, if there is one; `BadUse` when that fails. */
export async function addToJobSummary(
  { env: { GITHUB_STEP_SUMMARY: path = '' }, cwd }: Pick<Io, 'env' | 'cwd'>,
  text: () => string,
): Promise<void> {
  if (path !== '') await appendUserFile({ is: say`report`, path, cwd }, text());
}
