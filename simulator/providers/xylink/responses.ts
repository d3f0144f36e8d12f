import { encodeUtf8 } from '../../core/bytes.js';
import type { Refusal } from '../../core/pipeline/refusal.js';
import type { Reply } from '../../core/requests/incoming-request.js';
import { refusals } from './evidence.js';
import { jsonWithIds } from './ids.js';
import { limitWindowMs, type XylinkContext } from './model.js';
import type { Readings } from './readings.js';

const contentType = 'application/json;charset=utf-8';

/** A reply without body and content type. */
const bare = (status: number): Reply => ({ status, contentType: null, body: new Uint8Array() });

/** The reply of a refusal: its literal bytes, with the status that the readings choose. */
export function refusalReply(refusal: Refusal, readings: Readings): Reply {
  const { body } = refusal;
  const chosen = statusOf(refusal, readings);
  const reply = body.length === 0 ? bare(chosen) : { status: chosen, contentType, body: bodyOn(body, readings) };
  const isLimited = refusal.status === 429 && readings.limitRetryAfter === 'one-second';
  return isLimited ? { ...reply, retryAfter: limitWindowMs / 1000 } : reply;
}

const decoder = new TextDecoder();
const defaultHost = 'www.com.ainemo.com';

/** The body with the host of `moreInfo` that the readings choose; unchanged for the default host. */
function bodyOn(body: Uint8Array, { moreInfoHost }: Readings): Uint8Array {
  return moreInfoHost === defaultHost ? body : encodeUtf8(decoder.decode(body).replace(defaultHost, moreInfoHost));
}

function statusOf({ name, status }: Refusal, { businessStatus, limitStatus, signatureStatus }: Readings): number {
  if (name === refusals.signatureInvalid.name) return Number(signatureStatus);
  const isBusiness = status === 400 || (status === 429 && limitStatus === 'business');
  return isBusiness ? Number(businessStatus) : status;
}

/** The reply of a success; `null` gives an empty body. Groups are in the order that the readings choose. */
export function successReply(result: object | null, { readings, route }: XylinkContext): Reply {
  if (result === null) return bare(200);
  const turns = readings.replyOrder === 'reversed' && route.operation === 'createGroups' && Array.isArray(result);
  const ordered: unknown = turns ? result.toReversed() : result;
  return { status: 200, contentType, body: encodeUtf8(jsonWithIds(ordered)) };
}

/** A text of the simulator, in the member in which a refusal has its text. */
export const messageMembers = (text: string): { readonly userMessage: string } => ({ userMessage: text });
