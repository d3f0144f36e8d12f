import { describe, expect, test } from '@jest/globals';
import {
  createXylinkClient,
  type Group,
  isRefused,
  type RefusalName,
  type RoomStatus,
  type XylinkAccepted,
  type XylinkClient,
  type XylinkFields,
} from '../../client/index.js';
import { byToken, room, xylinkOf } from './xylink-office.js';

/** `true` for the same type, seen from both sides, and `false` otherwise: then `expect<false>(true)` does not compile. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

const client = xylinkOf({ fetch: () => Promise.resolve(new Response()) });

describe("a XYLink client's types (proved by `tsc --noEmit`)", () => {
  test('come from the contract, for what is sent and for what is answered', async () => {
    const prepared = await client.prepare('endMeeting', { meetingRoomNumber: room });
    const nothing = await client.send({ ...prepared, method: 'PUT' });
    expect<Same<typeof nothing, ''>>(true).toBe(true);
    expect<Same<XylinkAccepted<'appToken'>['message'], 'success'>>(true).toBe(true);
    expect<Same<XylinkAccepted<'createGroups'>[number]['groupNo'], string>>(true).toBe(true);
    expect<Same<XylinkAccepted<'meetingStatus'>['mode'], 0 | 1>>(true).toBe(true);
    expect<Same<XylinkFields<'createGroups'>['mode'], 'random' | 'manual' | undefined>>(true).toBe(true);
    expect(nothing).toBe('');
  });

  test('are in English for the methods', () => {
    expect<Same<ReturnType<XylinkClient['createGroups']>, Promise<readonly Group[]>>>(true).toBe(true);
    expect<Same<ReturnType<XylinkClient['meetingStatus']>, Promise<RoomStatus>>>(true).toBe(true);
    expect<Same<ReturnType<XylinkClient['endMeeting']>, Promise<void>>>(true).toBe(true);
  });

  test('take whoever is in a meeting for whoever is put in a group or taken out', () => {
    const use = async (): Promise<void> => {
      const { participants } = await client.meetingStatus(room);
      await client.createGroups({ room, groups: [{ name: 'A', members: participants }] });
      await client.disconnect(room, participants);
    };
    expect(use).toBeInstanceOf(Function);
  });

  test('demand what the contract demands', () => {
    const wrong = async (): Promise<void> => {
      // @ts-expect-error the room is missing
      await client.prepare('createGroups', { mode: 'random' });
      // @ts-expect-error there is no such mode
      await client.prepare('createGroups', { meetingRoomNumber: room, mode: 'automatic' });
      // @ts-expect-error groups are either counted or listed
      await client.createGroups({ room, count: 2, groups: [] });
      // @ts-expect-error a member has a type
      await client.disconnect(room, [{ id: 1 }]);
    };
    expect(wrong).toBeInstanceOf(Function);
  });

  test('want a token or a client, and a known sign type', () => {
    const base = { baseUrl: 'http://xylink', enterpriseId: 'e' };
    // @ts-expect-error a secret is missing
    expect(() => createXylinkClient({ ...base, auth: { clientId: 'c' } })).toThrow(TypeError);
    // @ts-expect-error there is no such sign type
    expect(() => createXylinkClient({ ...base, auth: { clientId: 'c', clientSecret: 's', signType: 'SHA1' } })).toThrow(
      TypeError,
    );
    expect(createXylinkClient({ ...base, auth: byToken })).toHaveProperty('meetingStatus');
  });

  test('know the refusals of every provider by name', () => {
    const error: unknown = new Error('no');
    expect<Same<Extract<RefusalName, 'tooFrequent' | 'noMeeting'>, 'tooFrequent' | 'noMeeting'>>(true).toBe(true);
    expect(isRefused(error, 'noMeeting', 'groupsAlreadyOpen')).toBe(false);
    // @ts-expect-error no provider has a refusal of this name
    expect(isRefused(error, 'noMeetings')).toBe(false);
  });
});
