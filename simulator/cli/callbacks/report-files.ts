import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LabReport } from '../../lab/reports/index.js';
import { labJson, labJunit, labMarkdown } from '../../lab/reports/index.js';
import { BadUse } from '../bad-use.js';
import type { CheckFlags } from './flags.js';

const formats = { junit: labJunit, json: labJson } as const;

/** Writes the reports that were asked for; `BadUse` when one cannot be written. GitHub's job summary is added to. */
export async function writeLabReports(
  report: LabReport,
  flags: Pick<CheckFlags, keyof typeof formats>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  for (const [format, render] of Object.entries(formats)) {
    const file = flags[format as keyof typeof formats];
    if (file !== undefined) await written(file, () => writeFile(file, render(report)));
  }
  const summary = environment['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary !== '') await written(summary, () => appendFile(summary, labMarkdown(report)));
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
