/** What recordings are made and used by: everything else in this folder may change at any time. */

export { recordRun } from './record.js';
export type { Recorded, RecordOptions } from './record.js';
export { readRecordings, recordingFiles, recordingPath } from './files.js';
export { recordingTarget } from './replay.js';
export type { ReplayOptions } from './replay.js';
export { scanForSecrets, SecretFound, searchFor } from './scan.js';
export type { Scan, SecretSearch } from './scan.js';
export type { RecordedCase, RecordedReply, RecordedRequest, RecordedStep, Recording } from './recording.js';
