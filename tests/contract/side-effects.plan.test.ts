import { describe, expect, test } from '@jest/globals';
import { situationOf } from '../../contracts/suite/role-binding.js';
import { type EffectRequest, sideEffects, worstOf } from '../../contracts/suite/side-effect/effect.js';
import { effectOf, effectsOfCase } from '../../contracts/suite/side-effect/planned-requests.js';
import { createSimulator } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { clock, everyCase } from '../recording/played.js';

describe('the side effect of a case', () => {
  const target = suiteTarget(createSimulator({ clock }));

  test('is never labelled milder than what its requests could do', async () => {
    const milder: string[] = [];
    for (const { id, file, contractCase } of everyCase) {
      const session = await target.begin(situationOf(file, contractCase));
      const effects = await effectsOfCase(file, contractCase, session);
      await session.end();
      const computed = worstOf(effects.map(({ sideEffect }) => sideEffect));
      if (sideEffects.indexOf(contractCase.sideEffect) < sideEffects.indexOf(computed)) {
        milder.push(`${id}: ${contractCase.sideEffect}, and not ${computed}`);
      }
    }
    expect(milder).toEqual([]);
  });
});

const now = Date.parse('2026-11-21T12:00:00+08:00');
const phones = { creator: '01000000001', parties: [{ name: '张三', phone: '01000000002' }] };
const inTime = '2026-12-22 12:00';

const ytx = (body: object | string, path = '/201612/sid/ac1/call/TeleMeeting.wx'): EffectRequest => ({
  method: 'POST',
  url: `http://sandbox.ytx.net${path}`,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('a request to YTX', () => {
  const booking = { action: 'createMeeting', ...phones, bookmeeting: '1', booktime: inTime };

  test.each<[string, object | string, string]>([
    ['books far ahead', booking, 'booking'],
    ['books with seconds', { ...booking, booktime: `${inTime}:00` }, 'booking'],
    ['edits a booking', { ...booking, confid: '007' }, 'booking'],
    ['names no action', { ...booking, action: undefined }, 'booking'],
    ['names an unknown action', { ...booking, action: 'makeMeeting' }, 'booking'],
    ['cancels', { ...booking, bookmeeting: '2', booktime: '', confid: '007' }, 'booking'],
    ['starts at once', { ...booking, bookmeeting: '0' }, 'calls'],
    ['has no bookmeeting', { ...booking, bookmeeting: undefined }, 'calls'],
    ['has an empty bookmeeting', { ...booking, bookmeeting: '' }, 'calls'],
    ['has an unknown bookmeeting', { ...booking, bookmeeting: '3' }, 'calls'],
    ['has a number for bookmeeting', { ...booking, bookmeeting: 1 }, 'calls'],
    ['says bookmeeting twice', JSON.stringify(booking).replace('{', '{"bookmeeting":"0",'), 'calls'],
    ['says booktime twice', JSON.stringify(booking).replace('{', '{"booktime":"",'), 'calls'],
    ['says bookmeeting again with an escape', `{"bookm\\u0065eting":"0",${JSON.stringify(booking).slice(1)}`, 'calls'],
    ['names a phone with an escape', '{"p\\u0061rties":"01000000002"}', 'calls'],
    ['has no booktime', { ...booking, booktime: undefined }, 'calls'],
    ['has an empty booktime', { ...booking, booktime: '' }, 'calls'],
    ['has a booktime in another form', { ...booking, booktime: '2126/12/22 12:00' }, 'calls'],
    ['has a booktime that does not exist', { ...booking, booktime: '2126-02-30 10:00' }, 'calls'],
    ['has a booktime in the past', { ...booking, booktime: '2017-03-03 17:10' }, 'calls'],
    ['books a minute too near', { ...booking, booktime: '2026-12-21 11:59' }, 'calls'],
    ['invites', { ...booking, action: 'inviteMeeting' }, 'calls'],
    ['ends a meeting', { action: 'DestroyMeeting', confid: '007' }, 'calls'],
    ['is no JSON, with phones', `{"creator":"01000000001","parties":"[{"phone":"01000000002"}]"`, 'calls'],
    ['is no object, with phones', [booking], 'calls'],
    ['has an action that the simulator does not know', { action: 'unknownOperation', meid: '007' }, 'calls'],
    ['breaks off before its parties', '{"action":"createMeeting",', 'none'],
    ['has no body', '', 'none'],
  ])('that %s is judged by what it says', (_what, body, sideEffect) => {
    expect(effectOf('ytx', ytx(body), now).sideEffect).toBe(sideEffect);
  });

  test('names every number that could ring, and when', () => {
    const expected = { numbers: ['01000000001', '01000000002'], ringsAt: Date.parse('2026-12-22T12:00:00+08:00') };
    expect(effectOf('ytx', ytx(booking), now)).toMatchObject(expected);
    const asText = { ...booking, parties: JSON.stringify(phones.parties) };
    expect(effectOf('ytx', ytx(asText), now)).toMatchObject(expected);
    expect(effectOf('ytx', ytx({ ...booking, parties: '01000000002' }), now).numbers).toEqual(expected.numbers);
    expect(effectOf('ytx', ytx(`${JSON.stringify(booking)}}`), now).numbers).toEqual(expected.numbers);
  });

  test('to another interface is judged as the worst', () => {
    expect(effectOf('ytx', ytx(booking, '/201612/sid/ac1/call/DailbackCall.wx'), now).sideEffect).toBe('calls');
  });
});

describe('a request to XYLink', () => {
  const api = '/api/rest/external/v1/';
  const xylink = (method: string, path: string, body: unknown = ''): EffectRequest => ({
    method,
    url: `https://sdk.xylink.com${path}?enterpriseId=e`,
    body: new TextEncoder().encode(body === '' ? '' : JSON.stringify(body)),
  });

  test.each<[string, string, unknown, string]>([
    ['POST', '/admin/login/oauth/app_token', {}, 'none'],
    ['GET', `${api}conferenceControl/9/meetingStatus`, '', 'none'],
    ['GET', `${api}callbacks`, '', 'none'],
    ['GET', `${api}callbacks/roster`, '', 'none'],
    ['POST', `${api}callbacks`, {}, 'booking'],
    ['DELETE', `${api}callbacks/DecryptStatus`, '', 'booking'],
    ['POST', '/api/rest/external/v2/callbacks/roster/9', {}, 'booking'],
    ['POST', `${api}conferenceControl/meeting/dynamicGroup`, { meetingRoomNumber: '9', groupCount: 9 }, 'calls'],
    ['POST', `${api}conferenceControl/meeting/dynamicGroup`, { groupCount: 9 }, 'calls'],
    ['PUT', `${api}conferenceControl/9/disconnect`, [], 'calls'],
    ['PUT', `${api}conferenceControl/9/end`, '', 'calls'],
    ['GET', `${api}conferenceControl/9/muteall`, '', 'calls'],
    ['PUT', `${api}conferenceControl/invitation`, {}, 'calls'],
    ['GET', '/elsewhere', '', 'calls'],
  ])('by %s %s with %j is %s', (method, path, body, sideEffect) => {
    expect(effectOf('xylink', xylink(method, path, body), now).sideEffect).toBe(sideEffect);
  });

  test('names every device that it calls', () => {
    const invitation = { callNumber: '9', deviceList: [{ number: '01000000001' }, { id: 1 }] };
    const request = xylink('PUT', `${api}conferenceControl/invitation`, invitation);
    expect(effectOf('xylink', request, now).numbers).toEqual(['01000000001']);
    const broken = { ...request, body: request.body.slice(0, -1) };
    expect(effectOf('xylink', broken, now).numbers).toEqual(['01000000001']);
  });
});

test('a request to an unknown provider is judged as the worst', () => {
  expect(effectOf('zoom', ytx({}), now).sideEffect).toBe('calls');
});
