import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mobileOf } from '../../simulator/world-generator/phones.js';
import { type Answer, byOne, groups, type ProviderServer, startServer, rooms } from './xylink-requests.js';

let server: ProviderServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

interface Status {
  readonly mode: number;
  readonly meetingRoomNumber: string;
  readonly deviceStatusList: readonly { readonly device: { readonly id: number; readonly type: number } }[] | null;
}

const statusOf = async (room: string): Promise<Status> =>
  JSON.parse((await server.send(byOne('GET', `${room}/meetingStatus`))).text) as Status;
const put = (path: string, body?: object): Promise<Answer> =>
  server.send(byOne('PUT', path, body === undefined ? '' : JSON.stringify(body)));

interface Made {
  readonly groupName: string;
  readonly memberList: readonly { readonly id: number }[];
}

const made = ({ text }: Answer): readonly Made[] => JSON.parse(text) as readonly Made[];

test('a meeting is started by an invitation, split, left and ended', async () => {
  const devices = Array.from({ length: 5 }, (_, index) => ({ number: mobileOf(index) }));
  expect(await put('invitation', { callNumber: rooms.idle, deviceList: devices })).toMatchObject({
    status: 200,
    text: '',
  });
  const { deviceStatusList, meetingRoomNumber } = await statusOf(rooms.idle);
  expect(meetingRoomNumber).toBe(`${rooms.idle}@CONFNO`);
  expect(deviceStatusList).toHaveLength(5);
  const split = made(await server.send(groups({ meetingRoomNumber, groupCount: 2, groupName: 'g' })));
  expect(split.map(({ groupName, memberList }) => [groupName, memberList.length])).toEqual([
    ['g1', 3],
    ['g2', 2],
  ]);
  const [first] = deviceStatusList ?? [];
  const { id, type } = first?.device ?? { id: 0, type: 0 };
  expect(await put(`${rooms.idle}/disconnect`, [{ id: String(id), type: String(type) }])).toMatchObject({ text: '' });
  expect((await statusOf(rooms.idle)).deviceStatusList).toHaveLength(4);
  expect(await put(`${rooms.idle}/end`)).toMatchObject({ status: 200, text: '' });
  expect(await statusOf(rooms.idle)).toMatchObject({ mode: 0, deviceStatusList: [] });
  expect(await put(`${rooms.idle}/end`)).toMatchObject({ status: 400, refusedBy: 'xylink/meeting-can-end' });
});

test('of simultaneous creations exactly one wins', async () => {
  const sent = groups({ meetingRoomNumber: rooms.running, groupCount: 3 });
  const answers = await Promise.all(Array.from({ length: 15 }, () => server.send(sent)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ refusedBy }) => refusedBy === 'xylink/groups-are-not-open')).toHaveLength(14);
});

test('the split follows from the seed, the same in every fresh space', async () => {
  const sent = groups({ meetingRoomNumber: rooms.running, groupCount: 3 });
  const inSpace = async (at: ProviderServer, space: string): Promise<string> =>
    (await at.send({ ...sent, target: `/~${space}/sdk.xylink.com${sent.target}` })).text;
  const [one, two] = [await inSpace(server, 'one'), await inSpace(server, 'two')];
  expect(one).toBe(two);
  const other = await startServer({ seed: 'another' });
  expect(await inSpace(other, 'one')).not.toBe(one);
  await other.close();
  const ids = (JSON.parse(one) as readonly Made[]).map(({ memberList }) => memberList.map(({ id }) => id));
  expect(ids.map(({ length }) => length)).toEqual([3, 3, 2]);
  expect(new Set(ids.flat()).size).toBe(8);
});

test('an old platform has no such interface: 404 and nothing else', async () => {
  const { enterprises } = server.space().world()['xylink'] as unknown as {
    readonly enterprises: Readonly<Record<string, { readonly token: string; readonly platform: string }>>;
  };
  const [enterpriseId, old] = Object.entries(enterprises).find(([, { platform }]) => platform === '5.2') ?? [];
  const answer = await server.send(
    groups({ meetingRoomNumber: rooms.running }, { enterpriseId: enterpriseId ?? '', token: old?.token ?? '' }),
  );
  expect(answer).toEqual({ status: 404, text: '', refusedBy: 'xylink/platform-has-groups' });
});

test('the control API starts and ends meetings, and lets people come and go', async () => {
  const act = (method: string, path: string, body?: object): Promise<Answer> =>
    server.send({
      method,
      target: `/_simulator/xylink/rooms/${path}`,
      ...(body && { body: JSON.stringify(body) }),
    });
  expect(await act('POST', `${rooms.idle}/meeting`)).toMatchObject({ status: 204, text: '' });
  expect(await act('POST', `${rooms.idle}/meeting`)).toMatchObject({ status: 422 });
  expect(await act('POST', `${rooms.idle}/participants`, { numbers: ['600001', '10000000001'] })).toMatchObject({
    status: 204,
  });
  const { deviceStatusList } = await statusOf(rooms.idle);
  expect(deviceStatusList?.map(({ device }) => device.type)).toEqual([2, 5]);
  const ids = deviceStatusList?.map(({ device }) => device.id).slice(0, 1) ?? [];
  expect(await act('DELETE', `${rooms.idle}/participants`, { ids })).toMatchObject({ status: 204 });
  expect((await statusOf(rooms.idle)).deviceStatusList).toHaveLength(1);
  expect(await act('DELETE', `${rooms.idle}/participants`, { ids: ['x'] })).toMatchObject({ status: 422 });
  expect(await act('DELETE', `${rooms.idle}/meeting`)).toMatchObject({ status: 204 });
  expect(await act('DELETE', '919999999999/meeting')).toMatchObject({ status: 404 });
});

test('the control API closes groups, and the participants stay', async () => {
  const close = (room: string): Promise<Answer> =>
    server.send({ method: 'DELETE', target: `/_simulator/xylink/rooms/${room}/groups` });
  const split = (): Promise<Answer> => server.send(groups({ meetingRoomNumber: rooms.running, groupCount: 2 }));
  expect(await close(rooms.running)).toMatchObject({ status: 422 });
  expect(await split()).toMatchObject({ status: 200 });
  expect(await split()).toMatchObject({ refusedBy: 'xylink/groups-are-not-open' });
  expect(await close(rooms.running)).toMatchObject({ status: 204, text: '' });
  expect((await statusOf(rooms.running)).deviceStatusList).toHaveLength(8);
  expect(await split()).toMatchObject({ status: 200 });
  expect(await close(rooms.idle)).toMatchObject({ status: 422 });
  expect(await close('919999999999')).toMatchObject({ status: 404 });
});

test('what a world reads back is a world, and a new meeting id follows from the seed', async () => {
  await put('invitation', { callNumber: rooms.idle, deviceList: [{ number: '600001' }] });
  const { text } = await server.send({ method: 'GET', target: '/_simulator/world' });
  expect(await server.send({ method: 'PUT', target: '/_simulator/world', body: text })).toMatchObject({ status: 200 });
  expect((await server.send({ method: 'GET', target: '/_simulator/world' })).text).toBe(text);
});
