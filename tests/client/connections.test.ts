import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Agent, fetch as undiciFetch } from 'undici';
import { clientOf } from './client-of.js';
import { openSmallServer, type SmallServer } from './small-server.js';
import { weekly } from './ytx-requests.js';

const reply = '{"statusCode":"0","statusMsg":{"meid":"001","mepwd":"123456","meetcallerid":"01000000100"}}';

let connections: Set<unknown>;
let server: SmallServer;
beforeEach(async () => {
  connections = new Set();
  server = await openSmallServer((request, response) => {
    connections.add(request.socket);
    request.resume();
    request.on('end', () => response.end(reply));
  });
});
afterEach(() => server.close());

test('calls in a row reuse their connections', async () => {
  const client = clientOf({ baseUrl: server.url });
  for (let call = 0; call < 20; call += 1) await client.startMeeting(weekly);
  // One may still be read to its end when the next call begins.
  expect(connections.size).toBeLessThanOrEqual(2);
});

test('calls at once use as many connections as the agent of an injected fetch allows', async () => {
  const agent = new Agent({ connections: 2 });
  const fetch = ((url: string, init: object) =>
    undiciFetch(url, { ...init, dispatcher: agent })) as unknown as typeof globalThis.fetch;
  const client = clientOf({ baseUrl: server.url, fetch });
  await Promise.all(Array.from({ length: 8 }, () => client.startMeeting(weekly)));
  expect([connections.size, server.arrived()]).toEqual([2, 8]);
  await agent.close();
});
