import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { htmlReport, jsonReport, junitReport, markdownReport } from '../../../contracts/suite/reports/index.js';
import type { Report } from '../../../contracts/suite/reports/index.js';
import { BadUse } from '../bad-use.js';
import type { VerifyFlags } from './flags.js';
import type { Environment } from './from-environment.js';

const formats = { junit: junitReport, json: jsonReport, html: htmlReport } as const;

/** Writes the reports that were asked for; `BadUse` when one cannot be written. GitHub's job summary is added to. */
export async function writeReports(report: Report, flags: VerifyFlags, environment: Environment): Promise<void> {
  for (const [format, render] of Object.entries(formats)) {
    const file = flags[format as keyof typeof formats];
    if (file !== undefined) await written(file, () => writeFile(file, render(report)));
  }
  const summary = environment['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary !== '') await written(summary, () => appendFile(summary, markdownReport(report)));
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
