import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Listing, XylinkClient } from '../../client/index.js';
import { type StartedSimulator, startSimulator } from '../../simulator/index.js';
import { failureOf } from './ytx-requests.js';

let simulator: StartedSimulator;
let client: XylinkClient;
beforeAll(async () => {
  simulator = await startSimulator({ log: () => undefined });
  const space = simulator.space('listings');
  await space.readings.set('xylink', { registrationProbe: 'off' });
  client = await space.client('xylink');
  await client.registerCallback('NewUserCall', 'http://127.0.0.1:4999/calls');
  await client.registerCallback('LiveStatus', 'http://127.0.0.1:4999/live');
  await client.registerRosterCallback('910000000001', 'http://127.0.0.1:4999/roster');
});
afterAll(() => simulator.close());

async function itemsOf<Item>(listing: Listing<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of listing) items.push(item);
  return items;
}

describe('for await', () => {
  test.each<readonly [string, (from: XylinkClient) => Listing<unknown>, number]>([
    ['callbacks', (from) => from.listCallbacks(), 2],
    ['callbacks of rooms', (from) => from.listRosterCallbacks(), 1],
    ['participants', (from) => from.listParticipants('910000000001'), 8],
  ])('gives the same %s as await', async (_, list, count) => {
    const items = await itemsOf(list(client));
    expect(items).toHaveLength(count);
    expect(await list(client)).toEqual(items);
  });

  test('may stop early', async () => {
    for await (const { event } of client.listCallbacks()) {
      expect(event).toBe('NewUserCall');
      break;
    }
  });

  test('rejects as await does', async () => {
    const stranger = await simulator.space('listings').client('xylink', { auth: { token: 'x' } });
    expect(await failureOf(itemsOf(stranger.listCallbacks()))).toMatchObject({ name: 'RefusedError' });
  });
});
