import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ContractCase } from '../../contracts/suite/case.js';
import { refusals } from '../../contracts/ytx/generated.js';
import { ids } from './ids.js';
import { caseCalled, noon, played, repliesTo, targetOf, verdictsOf } from './reference-target.js';
import { type Plant, type ReferenceImplementation, startReferenceImplementation } from './start.js';

/** A change, the case that is about it, and what that is answered then. */
interface Change {
  readonly plant: Plant;
  readonly seenBy: string;
  readonly says: RegExp;
}

const changes: readonly Change[] = [
  {
    plant: { kind: 'code', check: 'ytx/application-is-online', code: '-299' },
    seenBy: ids.appOffline,
    says: /^{"statusCode":"-299","statusMsg":"[^"]+"}$/,
  },
  {
    plant: { kind: 'text', check: 'ytx/application-is-online', text: '不行' },
    seenBy: ids.appOffline,
    says: /^{"statusCode":"-[^"]+","statusMsg":"不行"}$/,
  },
  {
    plant: { kind: 'code', check: 'xylink/meeting-is-running', code: '299' },
    seenBy: ids.roomIdle,
    says: /"errorCode":299,"moreInfo":"[^"]+\/299"}$/,
  },
  {
    plant: { kind: 'text', check: 'xylink/meeting-is-running', text: 'none.meets' },
    seenBy: ids.roomIdle,
    says: /"userMessage":"none.meets","errorCode":\d+/,
  },
  {
    plant: { kind: 'type', operation: 'createMeeting', field: 'statusMsg.mepwd', to: 'number' },
    seenBy: ids.booked,
    says: /"mepwd":\d+,/,
  },
  {
    plant: { kind: 'type', operation: 'createGroups', field: '*.memberList.*.id', to: 'string' },
    seenBy: ids.grouped,
    says: /^\[{.*"memberList":\[{"id":"101000001","type":5,/,
  },
  {
    plant: { kind: 'type', operation: 'appToken', field: 'data.signSecret', to: 'absent' },
    seenBy: ids.loggedIn,
    says: /"refresh_token":"[^"]+","expires_in":/,
  },
  {
    plant: { kind: 'missing', check: 'ytx/application-is-online' },
    seenBy: ids.appOffline,
    says: /"meid":"001"/,
  },
];

describe('a provider that changed', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(() => implementation.stop());

  test.each(changes)('is noticed by the case about it alone: $plant', async ({ plant, seenBy, says }) => {
    const others = Object.values(ids).filter((id) => id !== seenBy);
    await implementation.configure({ plant: [plant] });
    expect(await verdictsOf(implementation, [seenBy])).toMatchObject([{ outcome: 'failed' }]);
    expect(await repliesTo(implementation, seenBy)).toMatchObject([{ text: expect.stringMatching(says) }]);
    expect(await verdictsOf(implementation, others)).toEqual(others.map(() => ({ outcome: 'passed' })));
    await implementation.configure({});
    expect(await verdictsOf(implementation, [seenBy])).toEqual([{ outcome: 'passed' }]);
  });

  test('may meet two checks in the other order, which shows where both would refuse', async () => {
    const contractCase: ContractCase = {
      name: 'a suspended account whose token is wrong besides',
      given: { roles: { account: 'account:suspended' }, credentials: { authToken: 'wrong000' } },
      when: [{ operation: 'createMeeting' }],
      then: { refusedBy: 'ytx/account-is-active', body: refusals.accountNotActive.body },
      sideEffect: 'none',
    };
    const plan = [{ ...(await caseCalled(ids.booked)), contractCase }];
    const outcome = async () => (await played(plan, targetOf(implementation))).results[0]?.verdict.outcome;
    await implementation.configure({});
    expect(await outcome()).toBe('passed');
    await implementation.configure({
      plant: [{ kind: 'swapped', checks: ['ytx/account-is-active', 'ytx/sign-is-right'] }],
    });
    expect(await outcome()).toBe('failed');
  });
});
