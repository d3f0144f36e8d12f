import { gunzipSync } from 'node:zlib';
import { parseWithIds } from '../../../contracts/json.js';
import { bodyText } from '../../core/requests/body-text.js';
import type { IncomingRequest } from '../../core/requests/incoming-request.js';
import { coerceBody } from './coercion.js';
import type { Readings } from './readings.js';

/** The text of a body; undefined if it has none by these readings. */
const textOf = (body: Uint8Array, readings: Readings): string | undefined => bodyText(body, readings, gunzipSync);

/** The JSON value of a text, boxed, so that `null` is a value; undefined if it is not JSON. */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseWithIds(text) };
  } catch {
    return undefined;
  }
}

/** The same for a body, decoded as the readings say; its numbers and texts are converted if they say so. */
export function decodeJson(body: Uint8Array, readings: Readings): { readonly value: unknown } | undefined {
  const text = textOf(body, readings);
  const json = text === undefined ? undefined : jsonOf(text);
  return readings.coercion === 'both-ways' && json !== undefined ? { value: coerceBody(json.value) } : json;
}

/** A value for the journal: text and numbers unchanged, others by their type. */
export function showValue(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value === undefined ? 'nothing' : `a value of type ${Array.isArray(value) ? 'array' : typeof value}`;
}

/** A text that is not empty. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The first value of a query parameter, not decoded; undefined if there is none. */
export function rawParameter({ targetForProvider }: IncomingRequest, name: string): string | undefined {
  const start = `${name}=`;
  // Not split into pairs: several checks look for a parameter in every request.
  for (let from = targetForProvider.indexOf('?') + 1; from > 0; from = targetForProvider.indexOf('&', from) + 1) {
    if (!targetForProvider.startsWith(start, from)) continue;
    const end = targetForProvider.indexOf('&', from);
    return targetForProvider.slice(from + start.length, end < 0 ? undefined : end);
  }
  return undefined;
}

/** The enterpriseId of a request, in the parameter that the readings choose; undefined if there is none. */
export function enterpriseIdIn(
  request: IncomingRequest,
  { enterpriseParameter }: { readonly enterpriseParameter?: string },
): string | undefined {
  const id = rawParameter(request, 'enterpriseId');
  return id === undefined && enterpriseParameter === 'both-spellings' ? rawParameter(request, 'enterprise_id') : id;
}

/** The targets that a client with a prefix in its base URL may have signed, the likelier first. */
export function* signedTargets({
  targetForProvider,
  targetAsSent,
}: IncomingRequest): Generator<SignedTarget, undefined> {
  yield { target: targetForProvider, as: 'as the provider sees it' };
  yield { target: targetAsSent.replace(/^https?:\/\/[^/?]*/i, ''), as: 'as sent, including the prefix' };
}

/** The first of the signed targets for which `isRight` is true; undefined if there is none. */
export function findSignedTarget(
  request: IncomingRequest,
  isRight: (target: string) => boolean,
): SignedTarget | undefined {
  for (const each of signedTargets(request)) if (isRight(each.target)) return each;
  return undefined;
}

/** A possible signed target, and its description. */
export interface SignedTarget {
  readonly target: string;
  readonly as: string;
}
