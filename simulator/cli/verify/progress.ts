import { english, type Render } from '../../../contracts/messages.js';
import { caseLine, eraseLine, progress, reportedCase } from '../../../contracts/suite/reports/index.js';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import type { Redact } from '../../core/redaction/redactor.js';

/** The output of a run. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** How to report progress. */
interface ReporterOptions {
  readonly total: number;
  readonly color: boolean;
  readonly redact: Redact;
  /** Default: in English. */
  readonly text?: Render;
}

/** Reports the progress of a run. */
interface ProgressReporter {
  readonly report: (result: CaseResult) => void;
  /** Ends the progress output. */
  readonly close: () => void;
}

/** Prints a line for each finished case; on a terminal one line that is overwritten, since the report has the rest. */
export function progressReporter(
  stream: Stream,
  { total, color, redact, text = english }: ReporterOptions,
): ProgressReporter {
  let done = 0;
  let failed = 0;
  const isTerminal = stream.isTTY === true;
  return {
    report(result) {
      done += 1;
      if (result.verdict.outcome === 'failed') failed += 1;
      stream.write(
        isTerminal
          ? progress({ done, total, failed }, text)
          : `${caseLine(reportedCase(result, { redact }), { color, text })}\n`,
      );
    },
    close() {
      stream.write(isTerminal ? eraseLine : '\n');
    },
  };
}

/** The state of a run: what it leaves behind when it is stopped early. */
export interface RunState {
  readonly begin: (planned: PlannedCase) => void;
  readonly end: (result: Pick<CaseResult, 'id' | 'left'>) => void;
  /** What may be left now: all bookings of running cases, and the reported leftovers of finished ones. */
  readonly mayBeLeft: () => readonly string[];
}

/** The state before the first case. */
export function runState(): RunState {
  const going = new Set<string>();
  const left: string[] = [];
  return {
    begin: ({ id }) => going.add(id),
    end(result) {
      going.delete(result.id);
      left.push(...result.left);
    },
    mayBeLeft: () => [...left, ...[...going].map((id) => `bookings of "${id}"`)],
  };
}
