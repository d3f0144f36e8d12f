import { readRecordings, recordingPath } from '../../recording/files.js';
import type { Recording } from '../../recording/recording.js';
import type { Finding } from '../finding.js';
import type { Edit } from './edit.js';
import { withCaseOf } from './transplant.js';

/** Puts what the provider answers now in the place of what was recorded. */
export function recordingEdits(finding: Finding, recordedNow: readonly Recording[]): readonly Edit[] {
  const { case: id, provider, operation } = finding;
  const now = recordedNow.find((each) => each.provider === provider && each.operation === operation);
  if (now === undefined) return [];
  const file = recordingPath(now);
  return [
    {
      of: 'recording',
      file,
      words: `record "${id}" again`,
      change(text) {
        const [recording] = readRecordings({ [file]: text });
        return recording && `${JSON.stringify(withCaseOf(recording, now, id), null, 2)}\n`;
      },
    },
  ];
}
