import type { Reply } from '../../core/requests/incoming-request.js';
import type { Refusal } from '../../core/pipeline/refusal.js';
import { encoded } from '../../core/bytes.js';
import { operations } from '../../../contracts/ytx/generated.js';
import type { YtxArriving } from './vocabulary.js';

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
export function accepting({ statusMsg: made, requestId }: Accepted, { readings, route }: YtxArriving): Reply {
  const { status, statusCode } = operations[route.operation].accepted;
  const isAsItIs = typeof made === 'string' || readings.statusMsg === 'object';
  const statusMsg = isAsItIs ? made : JSON.stringify(made);
  const body = requestId === undefined ? { statusCode, statusMsg } : { statusCode, statusMsg, requestId };
  return { status, contentType, body: encoded(JSON.stringify(body)) };
}
