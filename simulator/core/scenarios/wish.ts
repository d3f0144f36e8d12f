import type { Arrival } from '../arrival.js';

/** Which requests, or callbacks, a scenario is switched on for; every member that is given must fit. */
export interface Match {
  /** Or a callback's event. */
  readonly operation?: string;
  /** The provider's host, `api.ytx.net`; a callback's receiver has none. */
  readonly host?: string;
  /** The caller's IP address; nobody calls with a callback. */
  readonly caller?: string;
  /** Stands somewhere in path or query, as the provider sees them, or in the receiver's URL. */
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

/** What of a request a match looks at. */
export type Befalling = Pick<Arrival, 'host' | 'from' | 'targetForProvider' | 'body'>;

const decoder = new TextDecoder();

/** Whether a request is one of those that are meant. */
export function matches(match: Match, operation: string, arrival: Befalling): boolean {
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
