/**
 * The client's public door: everything that is promised to stay. What is not named here, such as how a request is
 * signed or a reply is validated, may change at any time; the contracts' own data are under `meeting-understudy/contracts`.
 */

// Clients
export { createYtxClient } from './providers/ytx.js';
export type { YtxClient, YtxClientOptions } from './providers/ytx.js';

// YTX in the provider's fields
export type { YtxAccepted, YtxFields, YtxOperation, YtxRefusalName } from './providers/ytx/operations.js';

// YTX in English
export type { BookingWanted, ExistingBooking, Meeting, MeetingWanted, Party } from './providers/ytx/meetings.js';

// What can go wrong
export { Refused } from './core/errors/refused.js';
export { Unreachable } from './core/errors/unreachable.js';
export { TimedOut } from './core/errors/timed-out.js';
export { OffContract } from './core/errors/off-contract.js';
export type { Issue } from './core/errors/off-contract.js';
export { isRefused } from './providers/is-refused.js';
export type { RefusalName } from './providers/is-refused.js';

// What goes over the wire
export type { CallOptions, Prepared, RawReply } from './core/prepared.js';
export type { Clock } from './core/clock.js';
