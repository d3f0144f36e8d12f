import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import type { Io } from '../io.js';
import { systemCodeOf } from '../unreadable.js';

/** What a process exits with when a booking may still stand at a real provider, whatever else came of the run. */
export const bookingLeftExitCode = 4;

/** The bookings of a run of which no reply says that they are cancelled. */
export interface LeftBookings {
  /** Prints those of a case and writes all so far into a file, at once: the run may end at any time. */
  readonly note: (result: Pick<CaseResult, 'id' | 'uncancelled'>) => void;
  /** The exit code of a run that would exit with this one. */
  readonly exitCode: (otherwise: number) => number;
}

/** Begins with none. The file lies in the working folder; its name holds the time at which this is called. */
export function leftBookings(
  { cwd, clock }: Pick<Io, 'cwd' | 'clock'>,
  complain: (text: string) => void,
): LeftBookings {
  const file = `understudy-left-${new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')}.json`;
  const all: object[] = [];
  return {
    note({ id, uncancelled }) {
      if (uncancelled.length === 0) return;
      all.push(...uncancelled.map((booking) => ({ case: id, ...booking })));
      for (const { confid = 'unknown', booktime = 'unknown', numbers } of uncancelled) {
        complain(
          `not cancelled: confid ${confid}, booktime ${booktime}, numbers ${numbers.join(', ')}, by the case "${id}"; cancel it by hand`,
        );
      }
      complain(written(resolve(cwd, file), all) ?? `the bookings that may stand are in ${file}`);
    },
    exitCode: (otherwise) => (all.length > 0 ? bookingLeftExitCode : otherwise),
  };
}

/** Writes the bookings; gives what is wrong when it cannot. */
function written(path: string, bookings: readonly object[]): string | undefined {
  try {
    writeFileSync(path, `${JSON.stringify(bookings, undefined, 2)}\n`);
    return undefined;
  } catch (error) {
    return `cannot write the bookings that may stand to ${path}: ${systemCodeOf(error) ?? 'it cannot be written'}`;
  }
}
