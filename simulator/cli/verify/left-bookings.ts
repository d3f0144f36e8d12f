import type { CaseResult } from '../../../contracts/suite/run/result.js';
import type { Io } from '../shared/io.js';
import { writeUserFile } from '../shared/user-files.js';

/** What a process exits with when a booking may still stand at a real provider, whatever else came of the run. */
export const bookingLeftExitCode = 4;

/** The bookings of a run of which no reply says that they are cancelled. */
export interface LeftBookings {
  /** Prints those of a case, and begins to write all so far into a file at once: the run may end at any time. */
  readonly note: (result: Pick<CaseResult, 'id' | 'uncancelled'>) => void;
  /** The exit code of a run that would exit with this one, once the file is written. */
  readonly exitCode: (otherwise: number) => Promise<number>;
}

/** Begins with none. The file lies in the working folder; its name holds the time at which this is called. */
export function leftBookings(
  { cwd, clock }: Pick<Io, 'cwd' | 'clock'>,
  complain: (text: string) => void,
): LeftBookings {
  const path = `understudy-left-${new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')}.json`;
  const all: object[] = [];
  let writing = Promise.resolve();
  const write = (): Promise<void> =>
    writeUserFile({ is: 'list of bookings that may stand', path, cwd }, `${JSON.stringify(all, undefined, 2)}\n`).catch(
      (error: unknown) => {
        complain(error instanceof Error ? error.message : `cannot write ${path}`);
      },
    );
  return {
    note({ id, uncancelled }) {
      if (uncancelled.length === 0) return;
      all.push(...uncancelled.map((booking) => ({ case: id, ...booking })));
      for (const { confid = 'unknown', booktime = 'unknown', numbers } of uncancelled) {
        complain(
          `not cancelled: confid ${confid}, booktime ${booktime}, numbers ${numbers.join(', ')}, by the case "${id}"; cancel it by hand (see ${path})`,
        );
      }
      writing = writing.then(write);
    },
    async exitCode(otherwise) {
      await writing;
      return all.length > 0 ? bookingLeftExitCode : otherwise;
    },
  };
}
