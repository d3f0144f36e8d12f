import { expect, describe, test } from '@jest/globals';
import { openSimulator, type ControlAnswer } from '../scenarios/scenario-server.js';
import { minute, noon } from '../ytx/caller.js';
import { bookingAt } from '../ytx/situations.js';
import { withCallbackId } from '../ytx/meeting-events.js';
import { type SpaceClient, clientAt, timeline, wholeTimeline } from './callback-server.js';
import { openReceiver, wordOf } from './receiver.js';

/** Replaces the world of the space by the same world without meetings. */
async function putWithoutMeetings(client: SpaceClient): Promise<ControlAnswer> {
  const { ytx, ...others } = (await client.control('GET', '/world')).json as { readonly ytx: object };
  return client.control('PUT', '/world', { ...others, ytx: { ...ytx, meetings: {} } });
}

describe('a world that is replaced while events are queued', () => {
  test('PUT: no event of the old world is sent any more; event numbers continue and attempts stay', async () => {
    const receiver = await openReceiver((_came, index) => (index === 0 ? 500 : 200));
    const client = await clientAt(await openSimulator(), 'put', receiver.url);
    await client.call();
    await client.advance('PT0S');
    expect(await putWithoutMeetings(client)).toMatchObject({ status: 200 });
    expect((await client.callbacks()).queued).toEqual([]);
    await client.advance('PT1H');
    expect(receiver.came.map(wordOf)).toEqual(timeline.atOnce);
    await client.call();
    await client.advance('PT0S');
    const numbers = (await client.callbacks()).attempts.map(({ eventId }) => eventId);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 12, 13, 14, 15, 16]);
    expect(new Set(receiver.came.map(({ mark }) => mark)).size).toBe(10);
  });

  test('PUT: the delivery under way is recorded, and is not retried', async () => {
    let release: (status: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => (release = resolve));
    const receiver = await openReceiver(() => held);
    const client = await clientAt(await openSimulator(), 'under-way', receiver.url);
    await client.call();
    await receiver.when(1);
    expect(await putWithoutMeetings(client)).toMatchObject({ status: 200 });
    release(500);
    await client.advance('PT1H');
    const { attempts, queued } = await client.callbacks();
    expect(attempts).toMatchObject([{ eventId: 1, attempt: 1, reply: { status: 500 } }]);
    expect([attempts[0]?.nextAt, queued, receiver.came.length]).toEqual([undefined, [], 1]);
  });

  test('PUT: the future events of its meetings are sent', async () => {
    const receiver = await openReceiver();
    const sim = await openSimulator();
    const client = await clientAt(sim, 'old', receiver.url);
    await client.call(bookingAt(noon + 10 * minute));
    const { json: world } = await client.control('GET', '/world');
    const other = await clientAt(sim, 'new');
    expect(await other.control('PUT', '/world', world)).toMatchObject({ status: 200 });
    await other.advance('PT1H');
    expect(receiver.came.map(wordOf)).toEqual(wholeTimeline);
    expect((await other.callbacks()).attempts.every(({ exchange }) => exchange === undefined)).toBe(true);
  });

  test('PATCH: retries stay, scheduled events are scheduled again, and nothing is sent twice', async () => {
    const [down, up] = [await openReceiver(() => 500), await openReceiver()];
    const client = await clientAt(await openSimulator(), 'patch', down.url);
    await client.call();
    await client.advance('PT0S');
    expect(await client.patch({ applications: { [withCallbackId]: { callbackUrl: up.url } } })).toMatchObject({
      status: 200,
    });
    await client.patch({});
    await client.advance('PT0S');
    expect([down.came.length, up.came]).toEqual([5, []]);
    await client.advance('PT30S');
    expect(up.came.map(wordOf)).toEqual(timeline.soon);
    expect(down.came.slice(5).map(wordOf)).toEqual(timeline.atOnce);
    await client.advance('PT1H');
    expect(up.came.map(wordOf)).toEqual(wholeTimeline.slice(5));
    expect(down.came).toHaveLength(20);
  });

  test('PATCH: an added meeting that begins at this instant sends its events', async () => {
    const receiver = await openReceiver();
    const sim = await openSimulator();
    const client = await clientAt(sim, 'in', receiver.url);
    await client.call();
    await client.advance('PT0S');
    const { json } = await client.control('GET', '/world');
    const { meetings } = (json as { readonly ytx: { readonly meetings: object } }).ytx;
    const other = await clientAt(sim, 'other', receiver.url);
    expect(await other.patch({ meetings })).toMatchObject({ status: 200 });
    await other.advance('PT1H');
    expect(receiver.came.map(wordOf)).toEqual([...timeline.atOnce, ...wholeTimeline]);
  });

  test('PATCH: events that a scenario delayed are still sent', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'late', receiver.url);
    await client.call({}, 'callback-late');
    await client.advance('PT1S');
    await client.patch({});
    await client.advance('PT29S');
    expect(receiver.came.map(wordOf).slice(-5)).toEqual(timeline.atOnce);
  });

  test('reset: the queue and the attempts are empty, and event numbers restart', async () => {
    const client = await clientAt(await openSimulator(), 'reset');
    await client.call();
    await client.advance('PT0S');
    expect(await client.control('POST', '/reset')).toMatchObject({ status: 200 });
    expect(await client.callbacks()).toEqual({ queued: [], underWay: [], attempts: [] });
    expect(await client.control('GET', '/sink')).toMatchObject({ json: { received: [] } });
    await client.call();
    await client.advance('PT0S');
    expect((await client.callbacks()).attempts.map(({ eventId }) => eventId)).toEqual([1, 2, 3, 4, 5]);
  });
});

test('spaces do not see the events of others, and a removed space sends nothing more', async () => {
  let now = noon;
  const receiver = await openReceiver();
  const sim = await openSimulator({ clock: { now: () => now } });
  const [alice, bob] = [await clientAt(sim, 'alice', receiver.url), await clientAt(sim, 'bob', receiver.url)];
  await alice.call();
  await alice.advance('PT0S');
  expect(await bob.callbacks()).toEqual({ queued: [], underWay: [], attempts: [] });
  expect(await bob.control('GET', '/journal')).toMatchObject({ json: { callbacks: [] } });
  await alice.control('PUT', '/clock', { mode: 'running' });
  now += minute;
  // Asked in the space itself: its own answer is still on its way when it is gone.
  expect(await alice.control('DELETE', '/spaces/alice')).toMatchObject({ status: 204 });
  await bob.call();
  await bob.advance('PT0S');
  expect(receiver.came.map(wordOf)).toEqual([...timeline.atOnce, ...timeline.atOnce]);
});
