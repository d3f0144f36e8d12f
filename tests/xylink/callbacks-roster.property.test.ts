import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { seededRandom } from '../../simulator/platform/seeded-random.js';
import type { Random } from '../../simulator/core/state/clock.js';
import { byOne, rooms } from './xylink-requests.js';
import { startEventServer, type EventServer, type SentEvent } from './event-requests.js';

const room = rooms.small;
const steps = 40;
const people = ['600001', '600002', '10000000021', '10000000022', '70000001', '0100000010001'];

interface Present {
  readonly id: number;
  readonly type: number;
  readonly participantNumber: string;
}

let server: EventServer;
beforeEach(async () => {
  server = await startEventServer();
  const unlimited = JSON.stringify({ xylink: { settings: { requestsPerSecond: 0 } } });
  await server.send({ method: 'PATCH', target: '/_simulator/world', body: unlimited });
  await server.registerCalls('/_simulator/sink/calls');
  await server.registerRoster(room, '/_simulator/sink/roster');
});
afterEach(() => server.close());

async function presentNow(): Promise<readonly Present[]> {
  const { text } = await server.send(byOne('GET', `${room}/meetingStatus`));
  const { deviceStatusList } = JSON.parse(text) as {
    readonly deviceStatusList: readonly { readonly device: Present }[] | null;
  };
  return (deviceStatusList ?? []).map(({ device }) => device);
}

/** Lets something happen in the room, by a request or by the control API; it may be nothing. */
async function happen(random: Random, present: readonly Present[]): Promise<void> {
  const some = <Value>(label: string, all: readonly Value[]): readonly Value[] =>
    all.filter((_, index) => random.below(`${label} ${index}`, 3) === 0);
  const put = (path: string, body?: object): Promise<unknown> =>
    server.send(byOne('PUT', path, body === undefined ? '' : JSON.stringify(body)));
  const act = (method: string, path: string, body?: object): Promise<unknown> =>
    server.send({ method, target: `/_simulator/xylink/rooms/${room}/${path}`, body: JSON.stringify(body ?? {}) });
  const numbers = some('who', people);
  const leaving = some('leaves', present);
  const ids = leaving.map(({ id }) => id);
  const ways = [
    () => put('invitation', { callNumber: room, deviceList: numbers.map((number) => ({ number })) }),
    () => put('invitation', { callNumber: room, deviceList: people.map((number) => ({ number })) }),
    () => put(`${room}/disconnect`, leaving),
    () => act('POST', 'participants', { numbers }),
    () => act('DELETE', 'participants', { ids }),
    () => act('POST', 'meeting'),
    () => (random.below('ends', 3) === 0 ? put(`${room}/end`) : act('DELETE', 'participants', { ids: [7] })),
    () => (random.below('ends', 3) === 0 ? act('DELETE', 'meeting') : put(`${room}/disconnect`, [])),
  ];
  await ways[random.below('way', ways.length)]?.();
}

const idsOf = (all: readonly Present[]): readonly number[] => all.map(({ id }) => id);

/** The ids of the participants in the events of the enterprise with this status, in order. */
const participantsWith = (sent: readonly SentEvent[], status: string): readonly unknown[] =>
  sent
    .filter(({ type, body }) => type === 'NewUserCall' && body['callStatus'] === status)
    .map(({ body }) => body['callerId']);

test.each(Array.from({ length: 8 }, (_, index) => `seed ${index}`))(
  'after any change, events name exactly who joined and who left, and then who is present (%s)',
  async (seed) => {
    let present = await presentNow();
    let changes = 0;
    for (let step = 1; step <= steps; step += 1) {
      const before = idsOf(present);
      await happen(seededRandom(seed, step), present);
      present = await presentNow();
      const after = idsOf(present);
      const sent = server.takeEvents();
      expect(participantsWith(sent, 'DISCONNECTED')).toEqual(before.filter((id) => !after.includes(id)));
      expect(participantsWith(sent, 'CONNECTED')).toEqual(after.filter((id) => !before.includes(id)));
      const changed = before.join() !== after.join();
      if (changed) changes += 1;
      const rosters = sent.filter(({ type }) => type === 'ConferenceRosterInfo');
      expect(rosters.map(({ body }) => idsOf(body['participants'] as readonly Present[]))).toEqual(
        changed ? [after] : [],
      );
      const counts = sent.flatMap(({ body }) => body['userCountOfSameConf'] ?? []);
      expect(counts.at(-1)).toEqual(changed ? after.length : undefined);
    }
    expect(changes).toBeGreaterThan(5);
  },
);
