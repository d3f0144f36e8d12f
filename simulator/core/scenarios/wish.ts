import type { Arrival } from '../arrival.js';

/** Which requests a scenario is switched on for; every member that is given must fit. */
export interface Match {
  readonly operation?: string;
  /** The provider's host: `api.ytx.net`. */
  readonly host?: string;
  /** The caller's IP address. */
  readonly caller?: string;
  /** Stands somewhere in path or query, as the provider sees them. */
  readonly target?: string;
  /** Stands somewhere in the body, read as UTF-8. */
  readonly body?: string;
}

/** How a scenario is switched on. */
export interface Wish {
  /** It is met so many times; undefined means until it is switched off. */
  readonly times?: number;
  /** ms by the space's clock; undefined means until it is switched off. */
  readonly forMs?: number;
  readonly match?: Match;
  /** From 0 to 1, drawn for each request; undefined means always. */
  readonly chance?: number;
}

const decoder = new TextDecoder();

/** Whether a request is one of those that are meant. */
export function matches(match: Match, operation: string, arrival: Arrival): boolean {
  const { host, caller, target, body } = match;
  return (
    isOrAny(match.operation, operation) &&
    isOrAny(host, arrival.host) &&
    isOrAny(caller, arrival.from) &&
    (target === undefined || arrival.targetForProvider.includes(target)) &&
    (body === undefined || decoder.decode(arrival.body).includes(body))
  );
}

const isOrAny = (wanted: string | undefined, is: string): boolean => wanted === undefined || wanted === is;
