/**
 * The client's public door: everything that is promised to stay. What is not named here, such as how a request is
 * signed or a reply is validated, may change at any time; the contracts' own data are under `meeting-understudy/contracts`.
 */

// Clients
export { createYtxClient } from './providers/ytx.js';
export type { YtxClient, YtxClientOptions } from './providers/ytx.js';
export { createXylinkClient } from './providers/xylink.js';
export type { XylinkClient, XylinkClientOptions } from './providers/xylink.js';

// YTX in the provider's fields
export type { YtxAccepted, YtxFields, YtxOperation, YtxRefusalName } from './providers/ytx/operations.js';

// YTX in English
export type { BookingWanted, ExistingBooking, Meeting, MeetingWanted, Party } from './providers/ytx/meetings.js';

// XYLink in the provider's fields
export type {
  XylinkAccepted,
  XylinkFields,
  XylinkOperation,
  XylinkRefusalName,
} from './providers/xylink/operations.js';

// XYLink in English
export type { Member } from './providers/xylink/members.js';
export type { Participant, RoomStatus } from './providers/xylink/meetings.js';
export type { ChosenGroups, Group, GroupMember, GroupsWanted, RandomGroups } from './providers/xylink/groups.js';
export type { Callback, EnterpriseEvent, RoomEvent, RosterCallback } from './providers/xylink/callbacks.js';
export type { ClientAuth, TokenAuth } from './providers/xylink/options.js';

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
export type { Clock, Sleep } from './core/clock.js';
export type { Random } from './core/chance.js';
