import { describe, expect, test } from '@jest/globals';
import { type AnyReadingOptions, defaultOptions } from '../../simulator/core/pipeline/reading.js';
import { encoded } from '../support/signed-request.js';
import { acceptedRequests, type Fields, isAccepted, judged, operations, space, wrongAmong } from './judged-requests.js';

// Of the operations with the largest schemas; `request-schemas.full.test.ts` has all, and generated requests.
test('the request schemas are satisfied by every request that a contract case has accepted', async () => {
  const accepted = await acceptedRequests(['createMeeting', 'createGroups']);
  expect(wrongAmong(accepted)).toEqual([]);
  expect([...new Set(accepted.map(({ operation }) => operation))]).toEqual(
    expect.arrayContaining(['createMeeting', 'createGroups']),
  );
});

describe('the request schema of createGroups says what the simulator does', () => {
  const member = { id: 101000001, type: 5 };
  const manual = { mode: 'manual', groupList: [{ groupName: 'a', memberList: [member] }] };

  test.each<readonly [says: string, fields: Fields, isRight: boolean]>([
    [
      'participantNumber 5',
      { ...manual, groupList: [{ groupName: 'a', memberList: [{ ...member, participantNumber: 5 }] }] },
      true,
    ],
    ['a group without groupName', { ...manual, groupList: [{ memberList: [member] }] }, true],
    ['a group with groupName 5', { ...manual, groupList: [{ groupName: 5, memberList: [member] }] }, false],
    ['groupName 5', { groupCount: 1, groupName: 5 }, true],
    ['groupCount 0', { groupCount: 0 }, false],
    ['groupCount 1', { groupCount: 1 }, true],
  ])('to %s', (_says, fields, isRight) => {
    expect(judgedAndAccepted(fields, {})).toEqual([isRight, isRight]);
  });

  test.each<readonly [says: string, reading: string, groupList: unknown]>([
    ['an empty groupList', 'emptyGroupList=no-groups', []],
    ['an empty memberList', 'emptyMemberList=accepted', [{ groupName: 'a', memberList: [] }]],
  ])('to %s by the reading %s', (_says, reading, groupList) => {
    const [name = '', option = ''] = reading.split('=');
    expect(judgedAndAccepted({ mode: 'manual', groupList }, {})).toEqual([true, false]);
    expect(judgedAndAccepted({ mode: 'manual', groupList }, { [name]: option })).toEqual([true, true]);
  });

  /** Whether a request satisfies the schema, and whether it is accepted by these readings. */
  function judgedAndAccepted(fields: Fields, chosen: AnyReadingOptions): readonly boolean[] {
    const { provider } = operations.find(({ operation }) => operation === 'createGroups') ?? {};
    if (provider === undefined) throw new Error('no provider has createGroups');
    const value = { meetingRoomNumber: '910000000001', ...fields };
    const request = encoded(provider.name, 'createGroups', { value, space });
    const readings = { ...defaultOptions(provider.readings), ...chosen };
    const isRight = judged(provider.name, 'createGroups', request, readings).length === 0;
    return [isRight, isAccepted(provider, request, { readings })];
  }
});
