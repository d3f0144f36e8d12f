import type { Space } from '../../core/state/space.js';
import type { Answer, Taken } from './answer.js';

/** A request to the control API, as far as its answer depends on it. */
export interface Asked {
  readonly space: Space;
  /** What stood for the `:names` of the route's path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The query's parameters, decoded; only those that the route knows, each once. */
  readonly query: ReadonlyMap<string, string>;
  /** The request's header of this name, in lower case; several of it are joined by commas. */
  readonly header: (name: string) => string | undefined;
  /** Reads the body as JSON. */
  readonly json: () => Promise<Taken<unknown>>;
  /** Reads the body as it is. */
  readonly bytes: () => Promise<Taken<Uint8Array>>;
  /** As it came, for those who keep all of it; the target begins with `/_simulator`. */
  readonly arrived: { readonly method: string; readonly target: string; readonly rawHeaders: readonly string[] };
  /** Aborts when there is nobody left to answer. */
  readonly hungUp: AbortSignal;
}

/** One endpoint of the control API: all that the router, the list of endpoints and the OpenAPI test need of it. */
export interface Route {
  readonly method: 'get' | 'put' | 'patch' | 'post' | 'delete' | 'options';
  /** In express's spelling, below `/_simulator`: `/journal/:id`. */
  readonly path: string;
  /** The query parameters it knows; absent means none, and `any` that it looks at none of them. */
  readonly parameters?: readonly string[] | 'any';
  readonly answer: (asked: Asked) => Answer | Promise<Answer>;
}
