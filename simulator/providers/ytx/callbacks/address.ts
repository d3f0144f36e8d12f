import { sinkPath } from '../../../core/callbacks/sink.js';
import { pointerTo } from '../../../core/json.js';
import type { Problem } from '../../../core/world.js';
import type { WrittenApplication } from '../written-world.js';

/** What is wrong with the callback address that a world gives an application, besides what the schema says of its shape. */
export function addressProblems(appid: string, { environment, callbackUrl }: WrittenApplication): readonly Problem[] {
  if (callbackUrl === undefined) return [];
  const pointer = pointerTo('ytx', 'applications', appid, 'callbackUrl');
  const says = [
    ...(environment === 'sandbox' ? ['must not be here: the sandbox never pushes (沙箱环境 … 没有相关设置)'] : []),
    ...(callbackUrl.startsWith(sinkPath) || isReachable(callbackUrl)
      ? []
      : ['must be an http or https URL without user and password, or a path below /_simulator/sink/']),
  ];
  return says.map((each) => ({ pointer, says: each }));
}

function isReachable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** An address with a key in its query, as receivers that tell pushes apart by it expect. */
export const withKey = (address: string, key: string): string => `${address}${address.includes('?') ? '&' : '?'}${key}`;
