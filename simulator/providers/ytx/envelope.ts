import { longRequestId, shortRequestId } from '../../../contracts/ytx/request-id.js';
import type { Reply } from '../../core/arrival.js';
import type { Tools } from '../../core/provider.js';
import type { Refusal } from '../../core/refusal.js';
import { encoded } from '../../core/text.js';
import { operations } from '../../../contracts/ytx/generated.js';
import type { Readings } from './readings.js';
import type { YtxArriving } from './vocabulary.js';

/** No reply's Content-Type was ever recorded; this is what the page asks of requests. */
const contentType = 'application/json;charset=utf-8';

/** A refusal on the wire: its literal bytes. */
export const refusing = ({ status, body }: Refusal): Reply => ({ status, contentType, body });

/** A success on the wire, in the form that the readings choose. */
export function accepting(result: object, { now, readings }: YtxArriving, tools: Tools): Reply {
  const { status, statusCode } = operations.createMeeting.accepted;
  const statusMsg = readings.statusMsg === 'object' ? result : JSON.stringify(result);
  const requestId = requestIdOf(now, readings, tools);
  const body = requestId === undefined ? { statusCode, statusMsg } : { statusCode, statusMsg, requestId };
  return { status, contentType, body: encoded(JSON.stringify(body)) };
}

function requestIdOf(now: number, { requestId }: Readings, { random, next }: Tools): string | undefined {
  switch (requestId) {
    case 'absent':
      return undefined;
    case 'digits-29':
      return longRequestId(now, random.below('request id node', 4));
    case 'digits-16':
      return shortRequestId(now, next('ytx/requestId'));
  }
}
