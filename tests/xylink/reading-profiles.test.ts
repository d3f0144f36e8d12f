import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  byOne,
  groups,
  main,
  type ProviderServer,
  rooms,
  type Sent,
  signedByOne,
  startServer,
} from './xylink-requests.js';

const open = (profile: string): Promise<ProviderServer> => startServer({ readings: { xylink: { profile } } });

const page = readFileSync(new URL('../../fixtures/pages/dynamic-group-page.txt', import.meta.url), 'utf8');

/** The JSON that follows this heading on the page. */
function sampleAfter(heading: string, until: string): unknown {
  const from = page.indexOf(heading) + heading.length;
  return JSON.parse(page.slice(from, page.indexOf(until, from)));
}

interface Group {
  readonly groupName: string;
}

describe('under the profile `page`', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await open('page');
  });
  afterAll(() => server.close());

  test("the page's own sample is accepted, and its reply has the sample's order", async () => {
    const sample = sampleAfter('请求消息体示例(Json)', '请求成功结果示例') as object;
    const printed = sampleAfter('请求成功结果示例', '返回参数说明') as readonly Group[];
    // The page's room and devices are those of its author.
    const ours = JSON.stringify({ ...sample, meetingRoomNumber: rooms.running })
      .replaceAll('100000001', '101000001')
      .replaceAll('100000002', '101000002')
      .replace('10000000011', '10000000001')
      .replace('10000000012', '10000000002');
    const { status, text } = await server.send(byOne('POST', 'meeting/dynamicGroup', ours));
    const names = (of: readonly Group[]): readonly string[] => of.map(({ groupName }) => groupName);
    expect(status).toBe(200);
    expect(names(JSON.parse(text) as readonly Group[])).toEqual(names(printed));
  });
});

const member = { id: 101000001, type: 5, participantNumber: '10000000001' };
const stranger = { id: 109999999, type: 5, participantNumber: '10000000009' };
const manual = (groupList: unknown, more: object = {}): Sent =>
  groups({ meetingRoomNumber: rooms.running, mode: 'manual', groupList, ...more });
const groupOf = (memberList: readonly object[], groupName: string | undefined = 'one'): object => ({
  groupName,
  memberList,
});
const { id, type } = member;

/** Requests that only a lenient reading accepts. */
const samples: readonly (readonly [string, Sent])[] = [
  ['a group without a name', manual([{ memberList: [member] }])],
  ['a member without a participantNumber', manual([groupOf([{ id, type }])])],
  ['a stranger', manual([groupOf([member, stranger])])],
  ['a member of two groups', manual([groupOf([member]), groupOf([member], 'two')])],
  ['an empty list of groups', manual([])],
  ['an empty list of members', manual([groupOf([])])],
  ['a long name', manual([groupOf([member], 'x'.repeat(300))])],
  ['more groups than participants', groups({ meetingRoomNumber: rooms.running, groupCount: 9 })],
  ['a room as a number', groups({ meetingRoomNumber: Number(rooms.running), groupCount: 1 })],
  ['a room with a suffix', groups({ meetingRoomNumber: `${rooms.running}@CONFNO`, groupCount: 1 })],
  ['an absent participant', byOne('PUT', `${rooms.running}/disconnect`, JSON.stringify([stranger]))],
  [
    'the enterprise as enterprise_id',
    signedByOne('GET', `conferenceControl/${rooms.running}/meetingStatus`, '', { ...main, parameter: 'enterprise_id' }),
  ],
];

describe.each([
  ['lenient', true],
  ['strict', false],
])('under the profile `%s`', (profile, isAccepted) => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await open(profile);
  });
  afterAll(() => server.close());

  test.each(samples)(`%s is ${isAccepted ? 'accepted' : 'refused'}`, async (_what, sent) => {
    server.space().reset();
    const { status, refusedBy } = await server.send(sent);
    expect([status === 200, refusedBy === undefined]).toEqual([isAccepted, isAccepted]);
  });

  test('a group with a name and a device is accepted', async () => {
    server.space().reset();
    const { status } = await server.send(manual([groupOf([member])]));
    expect(status).toBe(200);
  });
});
