import { caseLine, eraseLine, progress, reportedCase } from '../../../contracts/suite/reports/index.js';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import type { Redact } from '../../core/redaction/redactor.js';

/** Where a run is told. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** How a run is told. */
interface Telling {
  readonly total: number;
  readonly color: boolean;
  readonly redact: Redact;
}

/** Tells of a run while it goes on. */
interface Narration {
  readonly heard: (result: CaseResult) => void;
  /** Nothing more will come. */
  readonly close: () => void;
}

/** A line for each case as it ends; on a terminal one line that is written over, as the report tells the rest. */
export function narrationOn(stream: Stream, { total, color, redact }: Telling): Narration {
  let done = 0;
  let failed = 0;
  const isTerminal = stream.isTTY === true;
  return {
    heard(result) {
      done += 1;
      if (result.verdict.outcome === 'failed') failed += 1;
      stream.write(
        isTerminal ? progress(done, total, failed) : `${caseLine(reportedCase(result, { redact }), color)}\n`,
      );
    },
    close() {
      stream.write(isTerminal ? eraseLine : '\n');
    },
  };
}

/** Keeps in mind what a run that ends too early may leave behind. */
export interface UnderWay {
  readonly begins: (planned: PlannedCase) => void;
  readonly ended: (result: Pick<CaseResult, 'id' | 'left'>) => void;
  /** What may be left now: of cases that have not ended yet whatever they book, of the others what they told. */
  readonly mayBeLeft: () => readonly string[];
}

/** Begins with nothing under way. */
export function underWay(): UnderWay {
  const going = new Set<string>();
  const left: string[] = [];
  return {
    begins: ({ id }) => going.add(id),
    ended(result) {
      going.delete(result.id);
      left.push(...result.left);
    },
    mayBeLeft: () => [...left, ...[...going].map((id) => `whatever "${id}" has booked`)],
  };
}
