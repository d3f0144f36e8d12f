import { isRefusedAs, type RefusedError } from './core/errors.js';
import type { XylinkRefusalName } from './xylink/request.js';
import type { YtxRefusalName } from './ytx/request.js';

/**
 * The client's public API, which stays compatible. Everything else in this folder, such as how a request is
 * signed or a reply is validated, may change at any time. The contracts' data are under `meeting-understudy/contracts`.
 */

// Clients
export { createYtxClient, type YtxClient, type YtxClientOptions } from './ytx/client.js';
export { createXylinkClient, type XylinkClient, type XylinkClientOptions } from './xylink/client.js';

// YTX in the provider's fields
export type { YtxAccepted, YtxFields, YtxOperation, YtxRefusalName } from './ytx/request.js';

// YTX in English
export type {
  BookingInput,
  CancellationInput,
  ExistingBooking,
  Meeting,
  MeetingInput,
  Party,
  RebookingInput,
  StartInput,
} from './ytx/meetings.js';
export type { YtxFormat } from './ytx/format.js';

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
export type { Callback, EnterpriseEvent, RegistrationOptions, RoomEvent, RosterCallback } from './xylink/callbacks.js';
export type { ClientAuth, TokenAuth } from './xylink/options.js';
export type { XylinkFormat } from './xylink/format.js';

// Errors
export {
  ProviderError,
  RefusedError,
  NetworkError,
  TimeoutError,
  ContractError,
  type Issue,
  type SimulatorDiagnosis,
} from './core/errors.js';

// Requests and replies
export type { Listing } from './core/listing.js';
export type { CallOptions, Prepared, RawReply, UnmodelledRequest } from './core/request.js';
export type { RequestSummary } from './core/redaction.js';
export type { ClientHooks, CompletedExchange, TransportOptions } from './core/transport.js';
export type { Clock, Sleep, Random } from './core/ports.js';

/** Every refusal of every provider, by name; one line a provider. */
export type RefusalName = YtxRefusalName | XylinkRefusalName;

/**
 * Whether the error is a provider's refusal; with names, whether it is one of these refusals.
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
