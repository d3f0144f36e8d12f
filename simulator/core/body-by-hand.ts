import { isJsonObject } from '../../contracts/json.js';

/** What a person says about the body of a request: all of it, or which fields differ from the usual one. */
export interface BodyWish {
  readonly body?: string | undefined;
  /** A JSON object; its fields replace those of the usual body, and null takes one away. */
  readonly fields?: string | undefined;
}

/** The body that is meant; a text says what is wrong with the wish. Undefined as the usual one means an empty body. */
export function bodyByHand(
  { body, fields }: BodyWish,
  usual: Readonly<Record<string, unknown>> | undefined,
): { readonly body: string } | string {
  if (fields === undefined) return { body: body ?? (usual === undefined ? '' : JSON.stringify(usual)) };
  if (body !== undefined) return '--body and --fields do not go together';
  const wanted = parsed(fields);
  if (!isJsonObject(wanted)) return 'the fields must be a JSON object, such as {"name":"value"}';
  const isTakenAway = (name: string): boolean => Object.hasOwn(wanted, name) && wanted[name] === null;
  const kept = Object.entries({ ...usual, ...wanted }).filter(([name]) => !isTakenAway(name));
  return { body: JSON.stringify(Object.fromEntries(kept)) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    return undefined;
  }
}
