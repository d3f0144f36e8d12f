import { describe, expect, test } from '@jest/globals';
import type { PerformedOperation } from '../../contracts/suite/clients/client.js';
import { undoXylink } from '../../contracts/suite/clients/xylink.js';
import { undoYtx } from '../../contracts/suite/clients/ytx.js';

const at = (path: string): string => `http://127.0.0.1:4010/~a/sdk.xylink.com/api/rest/external/v1/${path}?a=1`;
const done = (operation: string, path: string, body?: object, isAnswered = true): PerformedOperation => ({
  operation,
  url: at(path),
  isAnswered,
  body,
  result: undefined,
});
const registered = done('registerCallback', 'callbacks', { callbackEvent: 'LiveStatus', handlerUrl: 'http://a' });
const ofRoom = done('registerRosterCallback', 'callbacks/roster/9100%40CONFNO', {});

describe('what a case did to XYLink', () => {
  test.each([
    [registered, 'removeCallback', { callbackEvent: 'LiveStatus' }],
    [done('changeCallback', 'callbacks/LiveStatus', {}), 'removeCallback', { callbackEvent: 'LiveStatus' }],
    [ofRoom, 'removeRosterCallback', { confNumber: '9100@CONFNO' }],
    [{ ...registered, isAnswered: false }, 'removeCallback', { callbackEvent: 'LiveStatus' }],
    [done('changeCallback', 'callbacks/Live%Status', {}), 'removeCallback', { callbackEvent: 'Live%Status' }],
  ])('is taken back by the opposite call: $operation', (each, operation, input) => {
    expect(undoXylink(each)).toMatchObject({ by: 'request', operation, input });
  });

  test('is gone already where a later step took it back, if that was answered', () => {
    const removed = done('removeCallback', 'callbacks/LiveStatus');
    const ofRoomRemoved = done('removeRosterCallback', 'callbacks/roster/9100%40CONFNO');
    const what = (each: PerformedOperation): unknown => (undoXylink(each) as { readonly what?: string }).what;
    expect(undoXylink(removed)).toEqual({
      by: 'nothing',
      tookBack: what(registered),
    });
    expect(undoXylink(ofRoomRemoved)).toEqual({
      by: 'nothing',
      tookBack: what(ofRoom),
    });
    expect(undoXylink({ ...removed, isAnswered: false })).toEqual({ by: 'nothing' });
  });

  test('stays, and spends its room, where it is about a meeting; a list leaves nothing', () => {
    const split = done('createGroups', 'conferenceControl/meeting/dynamicGroup', { meetingRoomNumber: '9100' });
    expect(undoXylink(split)).toEqual({ by: 'no-request', what: 'the groups of the room 9100', spends: 'room' });
    expect(undoXylink(done('listCallbacks', 'callbacks'))).toEqual({ by: 'nothing' });
  });

  test.each(['appToken', 'refreshToken', 'meetingStatus', 'listCallbacks', 'listRosterCallbacks'])(
    'is nothing that lasts after %s',
    (operation) => {
      expect(undoXylink(done(operation, 'anything'))).toEqual({ by: 'nothing' });
    },
  );

  test('is left, and is named, where no request is known that undoes the operation', () => {
    expect(undoXylink(done('openDoor', 'anything'))).toEqual({ by: 'no-request', what: 'the effect of openDoor' });
  });
});

const url = 'https://sandbox.ytx.net/201612/sid/ac1/call/TeleMeeting.wx';

/** A request that was accepted, with what it asked for. */
const ytxDone = (operation: string, body: object, more: Partial<PerformedOperation> = {}): PerformedOperation => ({
  operation,
  url,
  body,
  isAnswered: true,
  result: { statusCode: '0', statusMsg: { meid: '007' } },
  ...more,
});

describe('what a request to YTX did', () => {
  test('is a booking that is cancelled by its number, with the fields that the provider wants', () => {
    const booktime = '2026-12-22 12:00';
    const fields = { appid: 'ab1', meetingname: '周会', creator: '10000007556', parties: [] };
    expect(undoYtx(ytxDone('createMeeting', { ...fields, bookmeeting: '1', booktime }))).toEqual({
      by: 'request',
      operation: 'createMeeting',
      input: { ...fields, bookmeeting: '2', confid: '007' },
      what: 'the booking 007',
      path: '/201612/sid/ac1/call/TeleMeeting.wx',
      booking: { confid: '007', booktime, numbers: ['10000007556'], accountSID: 'ac1', appid: 'ab1' },
    });
  });

  test('is taken back by a cancellation only where that was a success', () => {
    const cancelled = (result: unknown) =>
      undoYtx(ytxDone('createMeeting', { bookmeeting: '2', confid: '007' }, { result }));
    expect(cancelled({ statusCode: '0' })).toEqual({ by: 'nothing', tookBack: 'the booking 007' });
    expect(cancelled({ statusCode: '7' })).toEqual({ by: 'nothing' });
    expect(cancelled(undefined)).toEqual({ by: 'nothing' });
  });

  test('is a meeting that stays where a body that is no JSON was accepted', () => {
    const what = 'the started meeting 007';
    expect(undoYtx({ ...ytxDone('createMeeting', {}), body: undefined })).toEqual({ by: 'no-request', what });
    const unread = ytxDone('createMeeting', {}, { result: undefined });
    expect(undoYtx({ ...unread, body: undefined })).toEqual({ by: 'nothing' });
  });

  test('is left, and is named, where no request is known that undoes the operation', () => {
    expect(undoYtx(ytxDone('unknownOperation', { meid: '007' }))).toEqual({
      by: 'no-request',
      what: 'the effect of unknownOperation',
    });
  });

  test('may be left where no reply came', () => {
    const unanswered = ytxDone('unknownOperation', { meid: '007' }, { isAnswered: false, result: undefined });
    expect(undoYtx(unanswered)).toEqual({
      by: 'no-request',
      what: 'the effect of unknownOperation (it may have happened)',
    });
  });
});
