import { describe, expect, test } from '@jest/globals';
import { matchesContract } from '../../contracts/suite/assertions.js';

const booked = { meid: '100200300', mepwd: '123456', meetcallerid: '01012345678' };
const accepted = (statusMsg: unknown, rest = {}): object => ({
  statusCode: '0',
  statusMsg,
  requestId: '2026112112000001',
  ...rest,
});
const refused = { developerMessage: 'd', userMessage: 'u', errorCode: 1, moreInfo: 'm' };

describe('a reply that is off contract', () => {
  test.each<[string, string, unknown, readonly string[]]>([
    ['a number for a text', 'createMeeting', accepted({ ...booked, meid: 1 }), ['/statusMsg/meid must be string']],
    [
      'numbers for all texts',
      'createMeeting',
      accepted({ meid: 1, mepwd: 2, meetcallerid: 3 }),
      ['/statusMsg/meid must be string', '/statusMsg/mepwd must be string', '/statusMsg/meetcallerid must be string'],
    ],
    ['a member too many', 'createMeeting', accepted(booked, { more: 1 }), [' must NOT have additional properties']],
    ['a refusal with a number for a text', 'invite', { ...refused, userMessage: 7 }, ['/userMessage must be string']],
    [
      'a refusal that lacks most',
      'invite',
      { errorCode: 1, userMessage: 'u' },
      [" must have required property 'developerMessage'", " must have required property 'moreInfo'"],
    ],
  ])('gets only the problems that concern it: %s', (_what, operation, reply, problems) => {
    expect(matchesContract(operation, reply)).toEqual(problems);
  });

  test('has no problems when it fits', () => {
    expect(matchesContract('createMeeting', accepted(booked))).toEqual([]);
    expect(matchesContract('invite', '')).toEqual([]);
  });
});
