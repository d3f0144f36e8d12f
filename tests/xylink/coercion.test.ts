import { describe, expect, test } from '@jest/globals';
import { coerceBody } from '../../simulator/providers/xylink/coercion.js';

describe('a body that is coerced', () => {
  test.each<readonly [string, unknown, unknown]>([
    ['a room number becomes a text', { meetingRoomNumber: 910000000001 }, { meetingRoomNumber: '910000000001' }],
    ['a count becomes a number', { groupCount: '2' }, { groupCount: 2 }],
    ['a count that is no whole number stays', { groupCount: '2.5' }, { groupCount: '2.5' }],
    [
      'members of groups are converted too',
      { groupList: [{ groupName: 1, memberList: [{ id: 5, participantNumber: 6 }] }] },
      { groupList: [{ groupName: '1', memberList: [{ id: 5, participantNumber: '6' }] }] },
    ],
    [
      'other members stay',
      { mode: 5, groupList: 'x', deeper: { groupName: 1 } },
      { mode: 5, groupList: 'x', deeper: { groupName: 1 } },
    ],
    ['other values stay', [{ groupCount: '2' }], [{ groupCount: '2' }]],
  ])('%s', (_name, body, expected) => {
    expect(coerceBody(body)).toEqual(expected);
  });
});
