import { randomBytes } from 'node:crypto';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { Run } from '../../../contracts/suite/run/result.js';
import type { RunOptions } from '../../../contracts/suite/run/run.js';
import { version } from '../../platform/version.js';

/** The folders for the results of a run: recordings, validation records, or both. */
interface Kept {
  /** The folder to which both are relative. */
  readonly cwd: string;
  readonly into?: string;
  readonly validation?: string;
}

/** Runs cases like `runCases`, and writes recordings and records; only a real provider validates a case. */
export const recordedRun =
  ({ cwd, into, validation }: Kept) =>
  async (plan: readonly PlannedCase[], options: RunOptions): Promise<Run> => {
    const { recordRun } = await import('../../../contracts/recording/record.js');
    const versions = { 'meeting-understudy': version };
    const recorded = await recordRun(plan, { ...options, key: randomBytes(32), versions });
    const { run, recordings } = recorded;
    if (into !== undefined) {
      const { writeRecordings } = await import('./recording-files.js');
      await writeRecordings({ folder: into, cwd }, recorded);
    }
    if (validation !== undefined) {
      const { writeRecords } = await import('../validation/record-files.js');
      const { exchangesIn } = await import('../../../contracts/drift/observation.js');
      const exchangesOf = exchangesIn(recordings);
      await writeRecords({ folder: validation, cwd }, run, { plan, exchangesOf: ({ id }) => exchangesOf(id) });
    }
    return run;
  };
