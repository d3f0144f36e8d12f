import { phrase, say } from '../../../contracts/messages.js';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isJsonObject, parsedJson } from '../../../contracts/json.js';
import schema from '../../../contracts/schemas/validation.schema.json' with { type: 'json' };
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { Run } from '../../../contracts/suite/run/result.js';
import {
  type AboutRun,
  recordsAfter,
  type ValidationFile,
  type ValidationRecord,
} from '../../../contracts/validation/records.js';
import { judge } from '../../platform/judge.js';
import { version } from '../../platform/version.js';
import { providers } from '../../providers/index.js';
import { BadUse } from '../shared/flags.js';
import { whyUnreadable, writeUserFile } from '../shared/user-files.js';

/** A folder as the user wrote it, relative to `cwd`; messages use the same name. */
export interface UserFolder {
  readonly folder: string;
  readonly cwd: string;
}

const fileOf = (folder: string, provider: string): string => `${folder}/${provider}.json`;

/**
 * The records of a provider in a folder of records; empty when it has no file there. `BadUse` for a folder that is missing
 * or has only other files, and for an invalid file.
 */
export async function readRecords(place: UserFolder, provider: string): Promise<readonly ValidationRecord[]> {
  const { folder, cwd } = place;
  const found = await readdir(resolve(cwd, folder)).catch(() => undefined);
  if (found === undefined) throw new BadUse(say`${folder} is not a readable folder`);
  const ours = providers.map(({ name }) => `${name}.json`);
  // The folder is empty until a case has passed.
  if (found.length > 0 && !ours.some((file) => found.includes(file))) {
    throw new BadUse(
      say`${folder} has no validation records: it contains neither ${ours.map(phrase).reduce((all, each) => say`${all} nor ${each}`)}`,
    );
  }
  return recordsIn(place, provider);
}

async function recordsIn({ folder, cwd }: UserFolder, provider: string): Promise<readonly ValidationRecord[]> {
  const file = fileOf(folder, provider);
  const text = await textOf(file, cwd);
  if (text === undefined) return [];
  const [problem] = judge(schema, parsedJson(text));
  if (problem !== undefined)
    throw new BadUse(say`${file} is not a file of validation records: ${problem.pointer} ${phrase(problem.says)}`);
  return (JSON.parse(text) as ValidationFile).records;
}

/** The information about a run for its records. */
export interface Written extends Pick<AboutRun, 'exchangesOf'> {
  readonly plan: readonly PlannedCase[];
}

/**
 * Writes the records of a run against a real provider into a folder, a file a provider, and updates existing records. Any
 * other run writes nothing. Returns the written files.
 */
export async function writeRecords(place: UserFolder, run: Run, about: Written): Promise<readonly string[]> {
  if (run.target.origin !== 'provider') return [];
  const asked = [...new Set(run.results.map(({ provider }) => provider))];
  const { folder, cwd } = place;
  return Promise.all(
    asked.map(async (provider) => {
      const before = await recordsIn(place, provider);
      const ours = { ...run, results: run.results.filter((result) => result.provider === provider) };
      const records = await recordsAfter(before, ours, { ...about, versions: { 'meeting-understudy': version } });
      const file: ValidationFile = { version: 1, provider, records };
      const path = fileOf(folder, provider);
      await writeUserFile({ is: say`validation record`, path, cwd }, `${JSON.stringify(file, null, 2)}\n`);
      return path;
    }),
  );
}

async function textOf(file: string, cwd: string): Promise<string | undefined> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    if (isJsonObject(error) && error['code'] === 'ENOENT') return undefined;
    throw new BadUse(say`cannot read ${file}: ${whyUnreadable(error)}`);
  }
}
