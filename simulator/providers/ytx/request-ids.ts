import { longRequestId, shortRequestId } from '../../../contracts/ytx/request-id.js';
import type { Tools } from '../../core/provider.js';
import type { Readings } from './readings.js';
import type { Application } from './vocabulary.js';

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
