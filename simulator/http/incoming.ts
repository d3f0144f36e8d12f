import type { IncomingMessage } from 'node:http';
import type { Provider } from '../core/provider.js';

/** Where a request is going, read off its target and `Host` header before express sees either. */
export type Address = ProviderAddress | ControlAddress | NowhereAddress;

interface Placed {
  /** The space that was named, lower case; undefined means the default one. */
  readonly space: string | undefined;
}

/** On its way to a provider. */
export interface ProviderAddress extends Placed {
  readonly to: 'provider';
  readonly provider: Provider;
  /** The provider's host, lower case, without port. */
  readonly host: string;
  /** The `+scenario` segments in order, without the plus sign, decoded. */
  readonly scenarios: readonly string[];
  /** Path and query with everything of ours taken off. */
  readonly targetForProvider: string;
}

/** On its way to the control API; `target` starts with `/_simulator`. */
export interface ControlAddress extends Placed {
  readonly to: 'control';
  readonly target: string;
  /** Came in absolute form, as a forward proxy is asked: the control API does not answer there. */
  readonly throughProxy: boolean;
}

/** Meant for nobody here: `says` and `fix` tell the caller why, in our voice. */
export interface NowhereAddress {
  readonly to: 'nowhere';
  readonly status: number;
  readonly says: string;
  readonly fix: string;
}

/** What the front door knows about a request while express carries it. */
export interface Incoming {
  readonly address: Address;
  /** The target as it stood on the request line. */
  readonly targetAsSent: string;
}

/** A member of the request itself: a map beside it would cost more than all the rest of the front door. */
const found = Symbol('what the front door found');

type Found = IncomingMessage & { [found]?: Incoming };

/** Remembers what the front door found; called once, before express is. */
export function remember(request: Found, incoming: Incoming): void {
  request[found] = incoming;
}

/** What the front door found of this request. */
export function incomingOf(request: Found): Incoming {
  const incoming = request[found];
  if (incoming === undefined) throw new Error('a request reached express without passing the front door');
  return incoming;
}
