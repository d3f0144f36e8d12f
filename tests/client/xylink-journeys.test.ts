import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signTypes } from '../../contracts/xylink/signing-scheme2.js';
import type { XylinkClientOptions } from '../../client/index.js';
import { failureOf } from './ytx-requests.js';
import { byLogin, byToken, keys, openSmallXylink, room, type SmallXylink, xylinkOf } from './xylink-requests.js';

let xylink: SmallXylink;
beforeAll(async () => {
  xylink = await openSmallXylink();
});
afterAll(() => xylink.close());

const ways: readonly (readonly [string, XylinkClientOptions['auth']])[] = [
  ['1.0', byToken],
  ['2.0', byLogin],
  ...signTypes.map((signType) => [`2.0 and ${signType}`, { ...byLogin, signType }] as const),
];
const lastBody = (): unknown => JSON.parse(xylink.seen.at(-1)?.body.toString() ?? '');
const lastPath = (): string => (xylink.seen.at(-1)?.target ?? '').replace(/\?.*/, '');

describe.each(ways)('a client of XYLink that signs with %s', (_, auth) => {
  const client = () => xylinkOf({ baseUrl: xylink.url, auth });

  test('finds out who is in a meeting', async () => {
    expect(await client().meetingStatus(room)).toEqual({
      room,
      name: '周会',
      running: true,
      meetingId: '1156074031000',
      participants: [
        {
          id: 221000000,
          type: 5,
          participantId: '65728',
          participantNumber: '10000000001',
          externalUserId: null,
          name: '张三',
          muted: true,
        },
      ],
    });
    expect(xylink.seen.at(-1)).toMatchObject({ method: 'GET', body: Buffer.alloc(0) });
    expect(lastPath()).toBe(`/api/rest/external/v1/conferenceControl/${room}/meetingStatus`);
  });

  test('splits it as it wants, with the participants as they came', async () => {
    const { participants } = await client().meetingStatus(room);
    const groups = await client().createGroups({ room, groups: [{ name: '分组1', members: participants }] });
    expect(lastBody()).toEqual({
      meetingRoomNumber: room,
      mode: 'manual',
      groupList: [{ groupName: '分组1', memberList: [{ id: 221000000, type: 5, participantNumber: '10000000001' }] }],
    });
    expect(groups).toEqual([
      {
        number: `mms${'0'.repeat(32)}`,
        name: '分组1',
        members: [
          {
            id: 221000000,
            type: 5,
            externalUserId: null,
            participantNumber: '10000000001',
            admin: false,
            canSetAdmin: true,
          },
        ],
      },
    ]);
  });

  test('splits it by chance', async () => {
    await client().createGroups({ room, count: 2, name: '小组' });
    expect(lastBody()).toEqual({ meetingRoomNumber: room, mode: 'random', groupCount: 2, groupName: '小组' });
    await client().createGroups({ room });
    expect(lastBody()).toEqual({ meetingRoomNumber: room, mode: 'random' });
  });

  test('invites, takes out and ends, which are answered with nothing', async () => {
    await client().invite(room, ['10000000001', '910010']);
    expect(lastBody()).toEqual({ callNumber: room, deviceList: [{ number: '10000000001' }, { number: '910010' }] });
    await client().disconnect(room, [{ id: '1', type: 6, participantNumber: '7' }]);
    expect(lastBody()).toEqual([{ id: '1', type: 6, participantNumber: '7' }]);
    await client().endMeeting(room);
    expect(xylink.seen.at(-1)).toMatchObject({ method: 'PUT', body: Buffer.alloc(0) });
    expect(lastPath()).toBe(`/api/rest/external/v1/conferenceControl/${room}/end`);
  });

  test('signs a room that has to be encoded, and a body over 100 bytes in Chinese', async () => {
    await client().meetingStatus(`${room}@CONFNO'/ 号`);
    expect(lastPath()).toContain(`/${room}%40CONFNO'%2F%20%E5%8F%B7/`);
    const name = '分'.repeat(80);
    expect(await client().createGroups({ room, groups: [{ name, members: [] }] })).toHaveLength(1);
  });

  test('lets no room lead out of its place in the path', async () => {
    expect(await failureOf(client().meetingStatus('..'))).toBeInstanceOf(TypeError);
  });
});

describe('a meeting that is not running', () => {
  test.each([null, []])('has no participants (%j)', async (deviceStatusList) => {
    const emptyStatus = { meetingId: null, mode: 0, deviceStatusList, handUpList: null };
    const client = xylinkOf({ baseUrl: xylink.url });
    const prepared = await client.prepare('meetingStatus', { meetingRoomNumber: room });
    const { meetingRoomNumber, ...rest } = await client.send(prepared);
    xylink.instead.push([200, JSON.stringify({ meetingRoomNumber, ...rest, ...emptyStatus })]);
    expect(await client.meetingStatus(room)).toEqual({ room, name: '周会', running: false, participants: [] });
  });
});

describe('wrong keys', () => {
  test.each([
    ['a token', { token: 'x' }, { refusal: 'signatureInvalid', operation: 'meetingStatus', mayHaveHappened: false }],
    ['a client', { ...byLogin, clientId: 'x' }, { refusal: 'loginRefused', operation: 'appToken', code: '1001' }],
    ['a secret', { ...byLogin, clientSecret: 'x' }, { refusal: 'loginRefused', operation: 'appToken' }],
  ])('are refused, as is %s', async (_, auth, refused) => {
    const client = xylinkOf({ baseUrl: xylink.url, auth });
    expect(await failureOf(client.meetingStatus(room))).toMatchObject({ name: 'RefusedError', ...refused });
  });

  test('of an enterprise are refused at the login', async () => {
    const client = xylinkOf({ baseUrl: xylink.url, auth: byLogin, enterpriseId: keys.clientId });
    expect(await failureOf(client.endMeeting(room))).toMatchObject({ refusal: 'loginRefused' });
  });
});
