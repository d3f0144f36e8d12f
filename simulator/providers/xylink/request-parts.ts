import { gunzipSync } from 'node:zlib';
import { parseWithIds } from '../../../contracts/json.js';
import { bodyText } from '../../core/requests/body-text.js';
import { type IncomingRequest, queryOf } from '../../core/requests/incoming-request.js';
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
  const pair = queryOf(targetForProvider)
    .split('&')
    .find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** The enterpriseId of a request, in the parameter that the readings choose; undefined if there is none. */
export function enterpriseIdIn(
  request: IncomingRequest,
  { enterpriseParameter }: { readonly enterpriseParameter?: string },
): string | undefined {
  const id = rawParameter(request, 'enterpriseId');
  return id === undefined && enterpriseParameter === 'both-spellings' ? rawParameter(request, 'enterprise_id') : id;
}

/** The targets that a client with a prefix in its base URL may have signed. */
export function signedTargets({ targetForProvider, targetAsSent }: IncomingRequest): readonly SignedTarget[] {
  const asSent = targetAsSent.replace(/^https?:\/\/[^/?]*/i, '');
  return [
    { target: targetForProvider, as: 'as the provider sees it' },
    { target: asSent, as: 'as sent, including the prefix' },
  ];
}

/** A possible signed target, and its description. */
export interface SignedTarget {
  readonly target: string;
  readonly as: string;
}
