import { randomBytes } from 'node:crypto';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { Run } from '../../../contracts/suite/run/result.js';
import type { RunOptions } from '../../../contracts/suite/run/run.js';
import { version } from '../../platform/version.js';

/** Where what was heard in a run is kept: a folder for recordings, one for validation records, or both. */
interface Kept {
  /** The folder from which both are named. */
  readonly cwd: string;
  readonly into?: string;
  readonly validation?: string;
}

/** Plays cases as `runCases` does, and keeps what was heard; only a real provider validates anything. */
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
