import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { BadUse } from './bad-use.js';
import type { Io } from './io.js';
import { systemCodeOf } from './unreadable.js';

/** Writes a report in each format for which a file is named; `BadUse` when one cannot be written. Folders are made. */
export async function writeReportFiles<Report, Format extends string>(
  report: Report,
  formats: Readonly<Record<Format, (report: Report) => string>>,
  files: Readonly<Partial<Record<NoInfer<Format>, string>>>,
  cwd: string,
): Promise<void> {
  for (const [format, render] of Object.entries(formats) as [Format, (report: Report) => string][]) {
    const file = files[format];
    if (file !== undefined) await written(file, cwd, (path) => writeFile(path, render(report)));
  }
}

/** Adds to GitHub's job summary where there is one; `BadUse` when that cannot be written. */
export async function addToJobSummary(
  { env: { GITHUB_STEP_SUMMARY: file = '' }, cwd }: Pick<Io, 'env' | 'cwd'>,
  text: () => string,
): Promise<void> {
  if (file !== '') await written(file, cwd, (path) => appendFile(path, text()));
}

async function written(file: string, cwd: string, write: (path: string) => Promise<void>): Promise<void> {
  const path = resolve(cwd, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await write(path);
  } catch (error) {
    throw new BadUse(`cannot write the report ${file}: ${systemCodeOf(error) ?? 'it cannot be written'}`);
  }
}
