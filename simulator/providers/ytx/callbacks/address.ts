import { isReceiverAddress, receiverAddressInWords } from '../../../core/callbacks/event.js';
import { pointerTo } from '../../../../contracts/json.js';
import type { Problem } from '../../../core/state/world.js';
import type { WrittenApplication } from '../written-world.js';

/** What is wrong with the callback address that a world gives an application, besides what the schema says of its shape. */
export function addressProblems(appid: string, { environment, callbackUrl }: WrittenApplication): readonly Problem[] {
  if (callbackUrl === undefined) return [];
  const pointer = pointerTo('ytx', 'applications', appid, 'callbackUrl');
  const says = [
    ...(environment === 'sandbox' ? ['must not be here: the sandbox never pushes'] : []),
    ...(isReceiverAddress(callbackUrl) ? [] : [`must be ${receiverAddressInWords}`]),
  ];
  return says.map((each) => ({ pointer, says: each }));
}

/** An address with a key in its query, as receivers that tell pushes apart by it expect. */
export const withKey = (address: string, key: string): string => `${address}${address.includes('?') ? '&' : '?'}${key}`;
