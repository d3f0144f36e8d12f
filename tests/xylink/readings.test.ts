import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { xylink } from '../../simulator/providers/xylink/index.js';
import { type ProviderServer, rooms, signedByOne, startServer } from './xylink-requests.js';

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
