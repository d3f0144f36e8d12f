import { describe, expect, test } from '@jest/globals';
import {
  createXylinkClient,
  type Group,
  isRefused,
  type Meeting,
  type RefusalName,
  RefusedError,
  type RoomStatus,
  type XylinkAccepted,
  type XylinkClient,
  type XylinkFields,
  type YtxAccepted,
  type YtxFields,
} from '../../client/index.js';
import { clientOf } from './client-of.js';
import { weekly, weeklyFields } from './ytx-requests.js';
import { byToken, room, xylinkOf } from './xylink-requests.js';

/** `true` for the same type, seen from both sides, else `false`: then `expect<false>(true)` does not compile. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

const reply = '{"statusCode":"0","statusMsg":{"meid":"001","mepwd":"123456","meetcallerid":"01000000100"}}';
const client = clientOf({ fetch: () => Promise.resolve(new Response(reply)) });

describe("a client's types (proved by `tsc --noEmit`)", () => {
  test('come from the contract, for what is sent and for what is answered', async () => {
    const accepted = await client.createMeeting(weeklyFields);
    expect<Same<typeof accepted, YtxAccepted<'createMeeting'>>>(true).toBe(true);
    expect<Same<(typeof accepted)['statusCode'], '0'>>(true).toBe(true);
    expect<Same<YtxFields<'createMeeting'>['bookmeeting'], '0' | '1' | '2'>>(true).toBe(true);
    const meeting = await client.startMeeting(weekly);
    expect<Same<typeof meeting, Meeting>>(true).toBe(true);
    expect(meeting.meetingNumber).toBe('001');
    expect(accepted.statusMsg).toMatchObject({ meid: '001' });
  });

  test('keep the operation from prepare to send', async () => {
    const prepared = client.prepare('createMeeting', weeklyFields);
    const sent = await client.send({ ...prepared, method: 'POST' });
    expect<Same<typeof sent, YtxAccepted<'createMeeting'>>>(true).toBe(true);
    expect(sent).toMatchObject({ statusMsg: { meid: '001' } });
  });

  test('demand what the contract demands', () => {
    // @ts-expect-error `bookmeeting` is missing
    client.prepare('createMeeting', { meetingname: 'Weekly', creator: '1', parties: [] });
    // @ts-expect-error `bookmeeting` is a text
    client.prepare('createMeeting', { ...weeklyFields, bookmeeting: 0 });
    // @ts-expect-error there is no field of this name
    client.prepare('createMeeting', { ...weeklyFields, topic: 'x' });
    // @ts-expect-error a booking has a time
    const booking: Parameters<typeof client.bookMeeting>[0] = weekly;
    // @ts-expect-error a time is a Date, since a text would not say in which time zone it is
    const textual: Parameters<typeof client.bookMeeting>[0] = { ...weekly, at: '2026-11-21 17:00' };
    expect([booking, textual]).toHaveLength(2);
  });

  test('leave appid and action to the client', () => {
    const fields: YtxFields<'createMeeting'> = weeklyFields;
    const { body } = client.prepare('createMeeting', fields);
    expect(new TextDecoder().decode(body)).toContain('"action":"createMeeting","appid":"');
  });

  test('narrow an error to the refusals that were asked about', () => {
    const error: unknown = new RefusedError({
      operation: 'createMeeting',
      refusal: 'tooFrequent',
      code: '-104',
      status: 200,
      refusedBy: undefined,
      mayHaveHappened: false,
    });
    const seen: string[] = [];
    if (isRefused(error, 'tooFrequent', 'balanceInsufficient')) {
      expect<Same<typeof error.refusal, 'tooFrequent' | 'balanceInsufficient'>>(true).toBe(true);
      seen.push(error.refusal);
    }
    if (isRefused(error)) {
      expect<Same<typeof error.refusal, RefusalName>>(true).toBe(true);
      seen.push(error.code);
    }
    // @ts-expect-error no provider has a refusal of this name
    expect(isRefused(error, 'tooOften')).toBe(false);
    expect(seen).toEqual(['tooFrequent', '-104']);
  });

  test('allow no change to what was prepared or refused', () => {
    const prepared = client.prepare('createMeeting', weeklyFields);
    // @ts-expect-error a prepared request is copied to be tampered with, never changed
    prepared.method = 'GET';
    // @ts-expect-error its headers too
    prepared.headers['Accept'] = 'text/html';
    expect(prepared.method).toBe('GET');
  });
});

const xylinkClient = xylinkOf({ fetch: () => Promise.resolve(new Response()) });

describe("a XYLink client's types (proved by `tsc --noEmit`)", () => {
  test('come from the contract, for what is sent and for what is answered', async () => {
    const prepared = await xylinkClient.prepare('endMeeting', { meetingRoomNumber: room });
    const nothing = await xylinkClient.send({ ...prepared, method: 'PUT' });
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

  test('accept the participants of a status as members of a group and as participants to disconnect', () => {
    const use = async (): Promise<void> => {
      const { participants } = await xylinkClient.meetingStatus(room);
      await xylinkClient.createGroups({ room, groups: [{ name: 'A', members: participants }] });
      await xylinkClient.disconnect(room, participants);
    };
    expect(use).toBeInstanceOf(Function);
  });

  test('demand what the contract demands', () => {
    const wrong = async (): Promise<void> => {
      // @ts-expect-error the room is missing
      await xylinkClient.prepare('createGroups', { mode: 'random' });
      // @ts-expect-error there is no such mode
      await xylinkClient.prepare('createGroups', { meetingRoomNumber: room, mode: 'automatic' });
      // @ts-expect-error groups are either counted or listed
      await xylinkClient.createGroups({ room, count: 2, groups: [] });
      // @ts-expect-error a member has a type
      await xylinkClient.disconnect(room, [{ id: 1 }]);
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
