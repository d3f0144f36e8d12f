import { headerNames } from '../../contracts/simulator-headers.js';
import type { ExchangeOutcome, Exchange } from '../core/requests/handle-request.js';
import { defaultSpaceName } from '../core/state/spaces.js';

/** The inputs of reply headers besides the exchange. */
export interface HeaderContext {
  /** The name of the space. */
  readonly space: string;
  /** Omits headers that the provider would not send. */
  readonly faithful: boolean;
  /** The URL of the diagnosis; undefined if there is none. */
  readonly diagnosis: string | undefined;
}

/** Whether a reply of this status may have a body (RFC 9110 §6.4.1). */
export function hasBody(status: number): boolean {
  return status !== 204 && status !== 304;
}

/** The headers of a provider's reply, names and values in turn. */
export function replyHeaders(
  { id, at, effects, outcome, warnings, stub, reply }: Exchange,
  { space, faithful, diagnosis }: HeaderContext,
): string[] {
  const headers: string[] = [];
  if (reply.contentType !== null) headers.push('Content-Type', reply.contentType);
  if (hasBody(reply.status)) headers.push('Content-Length', String(reply.body.length));
  headers.push('Date', httpDate(at));
  if (reply.retryAfter !== undefined) headers.push('Retry-After', String(reply.retryAfter));
  if (reply.extraHeaders !== undefined) headers.push(...reply.extraHeaders);
  if (faithful) return headers;
  headers.push(headerNames.exchange, String(id), headerNames.space, space);
  if (effects !== undefined) headers.push(headerNames.scenario, effects.names.join(', '));
  if (stub !== undefined) headers.push(headerNames.stub, stub.name);
  for (const { warning } of warnings) headers.push(headerNames.warning, warning.name);
  addOutcomeHeaders(headers, outcome);
  if (diagnosis !== undefined) headers.push(headerNames.diagnosis, diagnosis);
  return headers;
}

function addOutcomeHeaders(headers: string[], outcome: ExchangeOutcome): void {
  switch (outcome.source) {
    case 'provider':
      if (outcome.refusedBy !== undefined) headers.push(headerNames.refusedBy, outcome.refusedBy.name);
      return;
    case 'scenario':
    case 'stub':
    case 'warnings':
      return;
    case 'not-modelled':
      headers.push(headerNames.notModelled, headerSafe(outcome.what));
      return;
    case 'bug':
      headers.push(headerNames.fault, 'true');
  }
}

/** Whether an exchange has a diagnosis: for refusals, also those of scenarios, and for unmodelled requests. */
function isDiagnosed(outcome: ExchangeOutcome): boolean {
  switch (outcome.source) {
    case 'provider':
      return outcome.refusedBy !== undefined;
    case 'scenario':
      return outcome.refusal !== undefined;
    case 'not-modelled':
    case 'warnings':
      return true;
    case 'stub':
    case 'bug':
      return false;
  }
}

/** The control API's path for the diagnosis of an exchange; undefined if it has none. */
export function diagnosisPath({ id, outcome }: Exchange, space: string): string | undefined {
  if (!isDiagnosed(outcome)) return undefined;
  const prefix = space === defaultSpaceName ? '' : `/~${space}`;
  return `${prefix}/_simulator/journal/${id}/diagnosis`;
}

const unsafe = /[^\x20-\x7e\xa0-\xff]/g;

/** A text without the characters that are invalid in headers. */
function headerSafe(text: string): string {
  return text.replace(unsafe, '').trim();
}

let second = Number.NaN;
let text = '';

/** Formats an instant (ms since the epoch) for a `Date` header. The last second is cached: most requests share it. */
export function httpDate(at: number): string {
  const current = Math.floor(at / 1000);
  if (current !== second) {
    second = current;
    text = new Date(current * 1000).toUTCString();
  }
  return text;
}
