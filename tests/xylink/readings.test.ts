import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { xylink } from '../../simulator/providers/xylink/index.js';
import { byOne, type ProviderServer, rooms, signedByOne, startServer } from './xylink-requests.js';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Chooses readings in the space of these tests; the others are the defaults. */
function choose(readings: Readonly<Record<string, string>>): void {
  server.space().reset();
  server.space().setReadings(xylink, readings);
}

test.each([
  { readings: {}, parameter: 'enterpriseId', status: 200 },
  { readings: {}, parameter: 'enterprise_id', status: 400 },
  { readings: { enterpriseParameter: 'both-spellings' }, parameter: 'enterpriseId', status: 200 },
  { readings: { enterpriseParameter: 'both-spellings' }, parameter: 'enterprise_id', status: 200 },
])('the enterprise in $parameter gets $status under $readings', async ({ readings, parameter, status }) => {
  choose(readings);
  const path = `conferenceControl/${rooms.running}/meetingStatus`;
  const answer = await server.send(signedByOne('GET', path, '', { parameter }));
  expect([answer.status, answer.refusedBy]).toEqual([
    status,
    status === 200 ? undefined : 'xylink/enterprise-is-known',
  ]);
});

/** 会 in GBK. */
const gbk = Buffer.from([0xbb, 0xe1]);

/** A JSON text in GBK: `|` stands for 会. */
function inGbk(json: string): Buffer {
  const [before = '', behind = ''] = json.split('|');
  return Buffer.concat([Buffer.from(before), gbk, Buffer.from(behind)]);
}

const encodings = [
  { name: 'GBK', encode: inGbk, reading: { bodyCharset: 'utf-8-or-gbk' } },
  {
    name: 'a byte order mark',
    encode: (json: string) => Buffer.from(`\ufeff${json}`),
    reading: { byteOrderMark: 'accepted' },
  },
  { name: 'gzip', encode: (json: string) => gzipSync(json), reading: { gzipBody: 'unpacked' } },
];

test.each(encodings)('a signed body in $name is refused, and accepted by its reading', async ({ encode, reading }) => {
  const split = { meetingRoomNumber: rooms.running, groupCount: 1, groupName: '|' };
  const splits = byOne('POST', 'meeting/dynamicGroup', encode(JSON.stringify(split)));
  const leaving = [{ id: 101000001, type: 5, name: '|' }];
  const disconnects = byOne('PUT', `${rooms.running}/disconnect`, encode(JSON.stringify(leaving)));
  choose({});
  expect((await server.send(splits)).refusedBy).toBe('xylink/body-is-a-json-object');
  expect((await server.send(disconnects)).refusedBy).toBe('xylink/participants-are-a-list');
  choose(reading);
  const { status, text } = await server.send(splits);
  expect([status, text]).toEqual([200, expect.stringMatching(/"groupName":"[会|]1"/)]);
  expect(await server.send(disconnects)).toMatchObject({ status: 200, refusedBy: undefined });
});
