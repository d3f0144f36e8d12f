import type { Drift } from '../drift.js';
import type { Finding } from '../finding.js';
import type { Edit } from './edit.js';
import { readingEdit } from './reading-edit.js';
import { recordingEdits } from './recording-edit.js';
import { refusalEdits } from './refusal-edit.js';

/** The edits that would settle a finding; none where somebody has to decide first. */
export function editsFor(finding: Finding, drift: Drift): readonly Edit[] {
  switch (finding.moved) {
    case 'simulator':
    case 'unsettled':
      return simulatorEdits(finding, drift);
    case 'provider':
      return [...simulatorEdits(finding, drift), ...recordingEdits(finding, drift.recordedNow)];
    case 'recording':
      return recordingEdits(finding, drift.recordedNow);
    case 'flaky':
    case 'contract':
      return [];
  }
}

function simulatorEdits({ cause, ...finding }: Finding, { agreed }: Drift): readonly Edit[] {
  if (cause?.by === 'check') return refusalEdits({ cause, ...finding }, agreed);
  const [way, ...others] = cause?.by === 'reading' ? cause.ways : [];
  // Which of several it is, the cases do not say.
  if (way === undefined || others.length > 0) return [];
  return way.map((other) => readingEdit(finding.provider, other));
}
