import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BadUse } from './bad-use.js';

/** Writes a report in each format for which a file is named; `BadUse` when one cannot be written. Folders are made. */
export async function writeReportFiles<Report, Format extends string>(
  report: Report,
  formats: Readonly<Record<Format, (report: Report) => string>>,
  files: Readonly<Partial<Record<NoInfer<Format>, string>>>,
): Promise<void> {
  for (const [format, render] of Object.entries(formats) as [Format, (report: Report) => string][]) {
    const file = files[format];
    if (file !== undefined) await written(file, () => writeFile(file, render(report)));
  }
}

/** Adds to GitHub's job summary where there is one; `BadUse` when that cannot be written. */
export async function addToJobSummary(
  { GITHUB_STEP_SUMMARY: file = '' }: Readonly<Record<string, string | undefined>>,
  text: () => string,
): Promise<void> {
  if (file !== '') await written(file, () => appendFile(file, text()));
}

async function written(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be written';
    throw new BadUse(`cannot write the report ${file}: ${code}`);
  }
}
