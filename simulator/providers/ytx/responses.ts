import { operations } from '../../../contracts/ytx/generated.js';
import { longRequestId, shortRequestId } from '../../../contracts/ytx/request-id.js';
import { encodeUtf8 } from '../../core/bytes.js';
import type { Refusal } from '../../core/pipeline/refusal.js';
import type { Generators } from '../../core/provider.js';
import type { Reply } from '../../core/requests/incoming-request.js';
import type { Application, YtxContext } from './model.js';
import type { Readings } from './readings.js';

/** No reply's Content-Type was ever recorded; this is the one that the page requires of requests. */
const contentType = 'application/json;charset=utf-8';

/** The reply of a refusal: its literal bytes. */
export const refusalReply = ({ status, body }: Refusal): Reply => ({ status, contentType, body });

/** The content of a success: its result or a text, and the request's id if replies show one. */
export interface SuccessContent {
  readonly statusMsg: object | string;
  readonly requestId: string | undefined;
}

/** The reply of a success, in the form that the readings choose. */
export function successReply(
  { statusMsg: content, requestId }: SuccessContent,
  { readings, route }: YtxContext,
): Reply {
  const { status, statusCode } = operations[route.operation].accepted;
  const isUnchanged = typeof content === 'string' || readings.statusMsg === 'object';
  const statusMsg = isUnchanged ? content : JSON.stringify(content);
  const body = requestId === undefined ? { statusCode, statusMsg } : { statusCode, statusMsg, requestId };
  return { status, contentType, body: encodeUtf8(JSON.stringify(body)) };
}

const long = (now: number, { random }: Generators): string => longRequestId(now, random.below('request id node', 4));

/** The request id in a success; undefined if there is none. */
export function replyRequestId(now: number, { requestId }: Readings, generators: Generators): string | undefined {
  switch (requestId) {
    case 'absent':
      return undefined;
    case 'digits-29':
      return long(now, generators);
    case 'digits-16':
      return shortRequestId(now, generators.next('ytx/requestId'));
  }
}

/** The request id in pushes: that of the reply, or one that only pushes show; undefined if there are no pushes. */
export function pushRequestId(
  { callbackUrl }: Application,
  ofReply: string | undefined,
  now: number,
  generators: Generators,
): string | undefined {
  return callbackUrl === undefined ? undefined : (ofReply ?? long(now, generators));
}

/** A text of the simulator, in the member in which a refusal has its text. */
export const messageMembers = (text: string): { readonly statusMsg: string } => ({ statusMsg: text });
