import { isJsonObject } from '../../../contracts/json.js';

/** A flag of `understudy sign <provider>`, without the dashes. */
interface SigningFlag {
  readonly name: string;
  /** How its value is called in the help. */
  readonly value: string;
  readonly says: string;
  readonly default?: string;
}

/** What a request is signed from. */
export interface SigningOptions {
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** A role's entity in the world, usable credentials included; undefined when nobody plays it. */
  readonly cast: (role: string) => Readonly<Record<string, unknown>> | undefined;
  /** ms since the epoch. */
  readonly now: number;
}

/** A request that is ready to be sent. */
export interface SignedByHand {
  /** The provider's host, to which the base URL is put in front. */
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What was computed, by the provider's own names. */
  readonly computed: Readonly<Record<string, string>>;
}

/** How a person signs a request of this provider on the command line; a string is an error message. */
export interface HandSigning {
  readonly flags: readonly SigningFlag[];
  readonly example: string;
  readonly sign: (selection: SigningOptions) => SignedByHand | string;
}

/** Flags of `understudy sign <provider>` by name, without the dashes; what is no text is given as JSON. */
export type ByHandFlags = Readonly<Record<string, unknown>>;

/**
 * How one signed request is refused by a check for its real cause.
 *
 * Without flags for an environment only the scenario gives the refusal there, and `because` says why, in a sentence.
 */
export interface Provoked {
  /** In every environment, behind the flags that lead there. */
  readonly flags?: ByHandFlags | undefined;
  /** In these environments alone, by label. */
  readonly only?: Readonly<Record<string, ByHandFlags | undefined>> | undefined;
  readonly reason?: string | undefined;
}

/** A provider's `by-hand.json`: how a person brings about each of its refusals. */
export interface ByHand {
  /** The flags that lead to each environment, by the label of its host. */
  readonly environments: Readonly<Record<string, ByHandFlags>>;
  /** By the check's name. */
  readonly checks: Readonly<Record<string, Provoked>>;
}

/** What a person says about the body of a request: all of it, or which fields differ from the usual one. */
interface BodyOptions {
  readonly body?: string | undefined;
  /** A JSON object; its fields replace those of the usual body, and null takes one away. */
  readonly fields?: string | undefined;
}

/** The body that is meant; a string is an error message. Undefined as the usual one means an empty body. */
export function bodyByHand(
  { body, fields }: BodyOptions,
  usual: Readonly<Record<string, unknown>> | undefined,
): { readonly body: string } | string {
  if (fields === undefined) return { body: body ?? (usual === undefined ? '' : JSON.stringify(usual)) };
  if (body !== undefined) return '--body and --fields do not go together';
  const wanted = parseJson(fields);
  if (!isJsonObject(wanted)) return 'the fields must be a JSON object, such as {"name":"value"}';
  const isTakenAway = (name: string): boolean => Object.hasOwn(wanted, name) && wanted[name] === null;
  const kept = Object.entries({ ...usual, ...wanted }).filter(([name]) => !isTakenAway(name));
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
