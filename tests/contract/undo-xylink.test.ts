import { describe, expect, test } from '@jest/globals';
import type { Done } from '../../contracts/suite/clients/client.js';
import { undoXylink } from '../../contracts/suite/clients/xylink.js';

const at = (path: string): string => `http://127.0.0.1:4010/~a/sdk.xylink.com/api/rest/external/v1/${path}?a=1`;
const done = (operation: string, path: string, body?: object, isAnswered = true): Done => ({
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
    const what = (each: Done): unknown => (undoXylink(each) as { readonly what?: string }).what;
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
    expect(undoXylink(split)).toEqual({ by: 'nobody', what: 'the groups of the room 9100', spends: 'room' });
    expect(undoXylink(done('listCallbacks', 'callbacks'))).toEqual({ by: 'nothing' });
  });

  test.each(['appToken', 'refreshToken', 'meetingStatus', 'listCallbacks', 'listRosterCallbacks'])(
    'is nothing that lasts after %s',
    (operation) => {
      expect(undoXylink(done(operation, 'anything'))).toEqual({ by: 'nothing' });
    },
  );

  test('stays, and is named, where the operation is not known to be taken back', () => {
    expect(undoXylink(done('openDoor', 'anything'))).toEqual({ by: 'nobody', what: 'what openDoor did' });
  });
});
