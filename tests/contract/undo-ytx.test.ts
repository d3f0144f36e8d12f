import { describe, expect, test } from '@jest/globals';
import type { Done } from '../../contracts/suite/clients/client.js';
import { undoYtx } from '../../contracts/suite/clients/ytx.js';

const url = 'https://sandbox.ytx.net/201612/sid/ac1/call/TeleMeeting.wx';

/** A request that was accepted, with what it asked for. */
const done = (operation: string, body: object, more: Partial<Done> = {}): Done => ({
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
    expect(undoYtx(done('createMeeting', { ...fields, bookmeeting: '1', booktime }))).toEqual({
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
      undoYtx(done('createMeeting', { bookmeeting: '2', confid: '007' }, { result }));
    expect(cancelled({ statusCode: '0' })).toEqual({ by: 'nothing', tookBack: 'the booking 007' });
    expect(cancelled({ statusCode: '7' })).toEqual({ by: 'nothing' });
    expect(cancelled(undefined)).toEqual({ by: 'nothing' });
  });

  test('is a meeting that stays where a body that is no JSON was accepted', () => {
    const what = 'the meeting 007, which was started';
    expect(undoYtx({ ...done('createMeeting', {}), body: undefined })).toEqual({ by: 'nobody', what });
    const unread = done('createMeeting', {}, { result: undefined });
    expect(undoYtx({ ...unread, body: undefined })).toEqual({ by: 'nothing' });
  });

  test('stays, and is named, where the operation is not known to be taken back', () => {
    expect(undoYtx(done('closeMeeting', { meid: '007' }))).toEqual({ by: 'nobody', what: 'what closeMeeting did' });
  });

  test('stays perhaps, where nobody answered', () => {
    const unanswered = done('closeMeeting', { meid: '007' }, { isAnswered: false, result: undefined });
    expect(undoYtx(unanswered)).toEqual({ by: 'nobody', what: 'what closeMeeting may have done' });
  });
});
