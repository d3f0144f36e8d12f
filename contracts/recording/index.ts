/** The API for making and using recordings. Everything else in this folder may change at any time. */

export { recordRun, type Recorded, type RecordOptions } from './record.js';
export { readRecordings, recordingFiles, recordingPath } from './files.js';
export { recordingTarget, type ReplayOptions } from './replay.js';
export { scanForSecrets, SecretFound, searchFor, type Scan, type SecretSearch } from './secret-search.js';
export type { RecordedCase, RecordedReply, RecordedRequest, RecordedStep, Recording } from './recording.js';
