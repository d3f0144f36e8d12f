import type { Colour } from './colour.js';
import { painter } from './colour.js';
import type { Outcome, ReportedCase } from './report.js';

const marks: Readonly<Record<Outcome, readonly [mark: string, colour: Colour]>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  skipped: ['-', 'dim'],
  inconclusive: ['!', 'yellow'],
};

/** A case on one line, as it is told when it ends: `✓ ytx/createMeeting: a booking is accepted 12 ms`. */
export function caseLine({ outcome, id, reason, tookMs }: ReportedCase, colour: boolean): string {
  const paint = painter(colour);
  const [mark, markColour] = marks[outcome];
  const details = outcome === 'skipped' ? '' : ` ${tookMs} ms`;
  const because = reason === undefined ? '' : `: ${reason}`;
  return `${paint(markColour, mark)} ${id}${paint('dim', details + because)}`;
}

/** How far a run has come, on one line for a terminal: it is written over whatever line stood there. */
export function progress(done: number, total: number, failedSoFar: number): string {
  const failed = failedSoFar === 0 ? '' : `, ${failedSoFar} failed`;
  return `${eraseLine}${done} of ${total}${failed}`;
}

/** Takes the progress line away before anything else is written. */
export const eraseLine = '\r\u001B[2K';
