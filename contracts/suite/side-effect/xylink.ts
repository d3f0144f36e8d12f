import { isJsonObject, parsedJson } from '../../json.js';
import { type EffectRequest, pathOf, type RequestEffect } from './effect.js';

const nothing = (reason: string): RequestEffect => ({ sideEffect: 'none', reason, numbers: [] });
const calls = (reason: string, numbers: readonly string[] = []): RequestEffect => ({
  sideEffect: 'calls',
  reason,
  numbers,
});

const reading = /^(conferenceControl\/[^/]+\/meetingStatus|callbacks(\/roster)?)$/;
const callback = /^callbacks(\/|$)/;

/**
 * The effect of a request to XYLink. A change of a running meeting disturbs people like a call, and cannot be undone. Every
 * room counts as one with a running meeting, since this is unknown.
 */
export function xylinkEffect(request: EffectRequest): RequestEffect {
  const path = pathOf(request);
  if (/\/admin\/login\/(oauth\/app_token|refresh_token)$/.test(path)) return nothing('it logs in');
  const [, call = ''] = /\/api\/rest\/external\/v\d+\/(.+)$/.exec(path) ?? [];
  const method = request.method.toUpperCase();
  if (method === 'GET' && reading.test(call)) return nothing('it only reads');
  if (method !== 'GET' && callback.test(call)) {
    return { sideEffect: 'booking', reason: 'it changes where callbacks go', numbers: [] };
  }
  if (call === 'conferenceControl/invitation') {
    return calls('it calls devices into a room', devicesIn(new TextDecoder().decode(request.body)));
  }
  return calls('it could change a running meeting');
}

function devicesIn(text: string): readonly string[] {
  const body = parsedJson(text);
  if (!isJsonObject(body)) {
    return [...text.matchAll(/"number"\s*:\s*(?:"([^"]+)"|(\d+))/gi)].map(([, quoted, bare = '']) => quoted ?? bare);
  }
  const { deviceList } = body;
  const devices: readonly unknown[] = Array.isArray(deviceList) ? deviceList : [];
  const numbers = devices.map((each) => (isJsonObject(each) ? each['number'] : each));
  return [...new Set(numbers.filter((each) => each !== undefined && each !== null).map(String))];
}
