import { type Message, say } from '../../../contracts/messages.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import type { Io } from '../shared/io.js';
import { BadUse } from '../shared/flags.js';
import { writeUserFile } from '../shared/user-files.js';

/** The exit code when a booking may still exist at a real provider, with any other result of the run. */
export const bookingLeftExitCode = 4;

/** The bookings of a run without a reply that confirms their cancellation. */
export interface LeftBookings {
  /** Prints those of a case, and writes all so far into a file immediately: the run may end at any time. */
  readonly note: (result: Pick<CaseResult, 'id' | 'uncancelled'>) => void;
  /** Waits for the file; resolves to 4 with left bookings, else to this exit code. */
  readonly exitCode: (exitCode: number) => Promise<number>;
}

/** Starts with no bookings. The file is in the working folder; its name has the time of this call. */
export function leftBookings(
  { cwd, clock }: Pick<Io, 'cwd' | 'clock'>,
  complain: (says: Message) => void,
): LeftBookings {
  const path = `understudy-left-${new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')}.json`;
  const all: object[] = [];
  let writing = Promise.resolve();
  const write = (): Promise<void> =>
    writeUserFile(
      { is: say`list of bookings that are not cancelled`, path, cwd },
      `${JSON.stringify(all, undefined, 2)}\n`,
    ).catch((error: unknown) => {
      complain(error instanceof BadUse ? error.says : say`cannot write ${path}`);
    });
  return {
    note({ id, uncancelled }) {
      if (uncancelled.length === 0) return;
      all.push(...uncancelled.map((booking) => ({ case: id, ...booking })));
      for (const { confid = 'unknown', booktime = 'unknown', numbers } of uncancelled) {
        complain(
          say`not cancelled: confid ${confid}, booktime ${booktime}, numbers ${numbers.join(', ')}, by the case "${id}"; cancel it by hand (see ${path})`,
        );
      }
      writing = writing.then(write);
    },
    async exitCode(withoutLeft) {
      await writing;
      return all.length > 0 ? bookingLeftExitCode : withoutLeft;
    },
  };
}
