import { operations } from '../../../contracts/ytx/generated.js';
import { longRequestId, shortRequestId } from '../../../contracts/ytx/request-id.js';
import { encodeUtf8 } from '../../core/bytes.js';
import type { Refusal } from '../../core/pipeline/refusal.js';
import type { Tools } from '../../core/provider.js';
import type { Reply } from '../../core/requests/incoming-request.js';
import type { Application, YtxContext } from './model.js';
import type { Readings } from './readings.js';

/** No reply's Content-Type was ever recorded; this is what the page asks of requests. */
const contentType = 'application/json;charset=utf-8';

/** A refusal on the wire: its literal bytes. */
export const refusing = ({ status, body }: Refusal): Reply => ({ status, contentType, body });

/** What a success carries: its result or a mere text, and the request's id if replies show one. */
export interface Accepted {
  readonly statusMsg: object | string;
  readonly requestId: string | undefined;
}

/** A success on the wire, in the form that the readings choose. */
export function accepting({ statusMsg: made, requestId }: Accepted, { readings, route }: YtxContext): Reply {
  const { status, statusCode } = operations[route.operation].accepted;
  const isAsItIs = typeof made === 'string' || readings.statusMsg === 'object';
  const statusMsg = isAsItIs ? made : JSON.stringify(made);
  const body = requestId === undefined ? { statusCode, statusMsg } : { statusCode, statusMsg, requestId };
  return { status, contentType, body: encodeUtf8(JSON.stringify(body)) };
}

const long = (now: number, { random }: Tools): string => longRequestId(now, random.below('request id node', 4));

/** The id that a success carries; undefined when it carries none. */
export function repliedRequestId(now: number, { requestId }: Readings, tools: Tools): string | undefined {
  switch (requestId) {
    case 'absent':
      return undefined;
    case 'digits-29':
      return long(now, tools);
    case 'digits-16':
      return shortRequestId(now, tools.next('ytx/requestId'));
  }
}

/** The id that pushes carry: the reply's, or one that only they show; undefined when nothing is told. */
export function toldRequestId(
  { callbackUrl }: Application,
  replied: string | undefined,
  now: number,
  tools: Tools,
): string | undefined {
  return callbackUrl === undefined ? undefined : (replied ?? long(now, tools));
}
