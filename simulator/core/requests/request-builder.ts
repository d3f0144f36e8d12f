import { isJsonObject } from '../../../contracts/json.js';

/** A flag of `understudy sign <provider>`, without the dashes. */
interface SigningFlag {
  readonly name: string;
  /** The placeholder for its value in the help. */
  readonly value: string;
  readonly says: string;
  readonly default?: string;
}

/** The input for signing a request. */
export interface SigningOptions {
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** A role's entity in the world, with usable credentials; undefined if the cast has no entity for the role. */
  readonly cast: (role: string) => Readonly<Record<string, unknown>> | undefined;
  /** ms since the epoch. */
  readonly now: number;
}

/** A request that is ready to send. */
export interface SignedByHand {
  /** The provider's host; callers prepend the base URL. */
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Computed values, under the provider's own names. */
  readonly computed: Readonly<Record<string, string>>;
}

/** Signs requests of this provider for `understudy sign`; a string is an error message. */
export interface SignCommand {
  readonly flags: readonly SigningFlag[];
  readonly example: string;
  readonly sign: (selection: SigningOptions) => SignedByHand | string;
}

/** Flags of `understudy sign <provider>` by name, without the dashes. A value that is not text is sent as JSON. */
export type ByHandFlags = Readonly<Record<string, unknown>>;

/**
 * A signed request that provokes a check's refusal.
 *
 * Without flags for an environment, only the scenario gives the refusal there, and `reason` explains that in a
 * sentence.
 */
export interface Provoked {
  /** For every environment, added to that environment's flags. */
  readonly flags?: ByHandFlags | undefined;
  /** For these environments only, by label. */
  readonly only?: Readonly<Record<string, ByHandFlags | undefined>> | undefined;
  readonly reason?: string | undefined;
}

/** A provider's `manual-steps.json`: a request for each of its refusals. */
export interface ByHand {
  /** The flags that select each environment, by the label of its host. */
  readonly environments: Readonly<Record<string, ByHandFlags>>;
  /** By the check's name. */
  readonly checks: Readonly<Record<string, Provoked>>;
}

/** The body of a request as given on the command line: all of it, or the fields that differ from the default body. */
interface BodyOptions {
  readonly body?: string | undefined;
  /** A JSON object; its fields replace those of the default body, and null removes one. */
  readonly fields?: string | undefined;
}

/** Builds the body; a string is an error message. If the default body is undefined, it is empty. */
export function buildBody(
  { body, fields }: BodyOptions,
  usual: Readonly<Record<string, unknown>> | undefined,
): { readonly body: string } | string {
  if (fields === undefined) return { body: body ?? (usual === undefined ? '' : JSON.stringify(usual)) };
  if (body !== undefined) return '--body and --fields exclude each other; pass one of them';
  const wanted = parseJson(fields);
  if (!isJsonObject(wanted)) return '--fields must be a JSON object, such as {"name":"value"}';
  const isRemoved = (name: string): boolean => Object.hasOwn(wanted, name) && wanted[name] === null;
  const kept = Object.entries({ ...usual, ...wanted }).filter(([name]) => !isRemoved(name));
  return { body: JSON.stringify(Object.fromEntries(kept)) };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    return undefined;
  }
}
