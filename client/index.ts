import { isRefusedAs, type RefusedError } from './core/errors.js';
import type { XylinkRefusalName } from './xylink/request.js';
import type { YtxRefusalName } from './ytx/request.js';

/**
 * The client's public API, which stays compatible. What is not named here, such as how a request is
 * signed or a reply is validated, may change at any time; the contracts' own data are under `meeting-understudy/contracts`.
 */

// Clients
export { createYtxClient, type YtxClient, type YtxClientOptions } from './ytx/client.js';
export { createXylinkClient, type XylinkClient, type XylinkClientOptions } from './xylink/client.js';

// YTX in the provider's fields
export type { YtxAccepted, YtxFields, YtxOperation, YtxRefusalName } from './ytx/request.js';

// YTX in English
export type { BookingInput, ExistingBooking, Meeting, MeetingInput, Party } from './ytx/meetings.js';

// XYLink in the provider's fields
export type { XylinkAccepted, XylinkFields, XylinkOperation, XylinkRefusalName } from './xylink/request.js';

// XYLink in English
export type {
  Member,
  Participant,
  RoomStatus,
  ChosenGroups,
  Group,
  GroupMember,
  GroupsInput,
  RandomGroups,
} from './xylink/meetings.js';
export type { Callback, EnterpriseEvent, RoomEvent, RosterCallback } from './xylink/callbacks.js';
export type { ClientAuth, TokenAuth } from './xylink/options.js';

// What can go wrong
export { ProviderError, RefusedError, NetworkError, TimeoutError, ContractError, type Issue } from './core/errors.js';

// What goes over the wire
export type { CallOptions, Prepared, RawReply } from './core/request.js';
export type { Clock, Sleep, Random } from './core/ports.js';

/** Every refusal of every provider, by name; one line a provider. */
export type RefusalName = YtxRefusalName | XylinkRefusalName;

/**
 * Whether a provider refused, and if names are given, in one of these ways.
 *
 * @example
 * if (isRefused(error, 'applicationNotVerified')) console.log(error.refusedBy);
 */
export function isRefused<Name extends RefusalName>(
  error: unknown,
  ...names: readonly Name[]
): error is RefusedError<Name> {
  return isRefusedAs(error, names);
}
