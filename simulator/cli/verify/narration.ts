import type { CaseResult } from '../../../contracts/suite/run/result.js';
import { caseLine, eraseLine, progress, reportedCase } from '../../../contracts/suite/reports/index.js';
import type { Redact } from '../../core/redaction/redactor.js';

/** Where a run is told. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** How a run is told. */
export interface Telling {
  readonly total: number;
  readonly colour: boolean;
  readonly redact: Redact;
}

/** Tells of a run while it goes on. */
export interface Narration {
  readonly heard: (result: CaseResult) => void;
  /** Nothing more will come. */
  readonly close: () => void;
}

/** A line for each case as it ends; on a terminal one line that is written over, as the report tells the rest. */
export function narrationOn(stream: Stream, { total, colour, redact }: Telling): Narration {
  let done = 0;
  let failed = 0;
  const isTerminal = stream.isTTY === true;
  return {
    heard(result) {
      done += 1;
      if (result.verdict.outcome === 'failed') failed += 1;
      stream.write(
        isTerminal ? progress(done, total, failed) : `${caseLine(reportedCase(result, { redact }), colour)}\n`,
      );
    },
    close() {
      stream.write(isTerminal ? eraseLine : '\n');
    },
  };
}
