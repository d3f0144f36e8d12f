import { describe, expect, test } from '@jest/globals';
import { openSimulator } from '../scenarios/scenario-server.js';
import { minute, noon } from '../ytx/caller.js';
import { account } from '../ytx/meeting-events.js';
import { clientAt, timeline } from './callback-server.js';
import { openReceiver, wordOf } from './receiver.js';

const at = (time: string): string => `2026-11-21T${time}+08:00`;
const about = (meid: string): string => `ytx/meeting ${account}/${meid}`;

describe('GET /callbacks', () => {
  test('shows the queued events by due time, and the attempts in full', async () => {
    const receiver = await openReceiver((_came, index) => (index === 0 ? 500 : { status: 200, body: 'ok' }));
    const client = await clientAt(await openSimulator(), 'shown', receiver.url);
    await client.call();
    await client.advance('PT0S');
    const { queued, attempts } = await client.callbacks();
    const shared = { provider: 'ytx', about: about('001'), exchange: 1, url: receiver.url };
    expect(queued.map(({ eventId, due, attempts: tried }) => [eventId, due, tried])).toEqual([
      [6, at('12:00:05'), 0],
      [7, at('12:00:05'), 0],
      [1, at('12:00:30'), 1],
      ...[8, 9, 10].map((event) => [event, at('12:30:00'), 0]),
      [11, at('12:30:01'), 0],
    ]);
    expect(queued[0]).toMatchObject({
      ...shared,
      event: 'meetingState',
      request: { body: expect.stringContaining('answer') },
    });
    expect(attempts.map(({ request }) => wordOf(request))).toEqual(timeline.atOnce);
    expect(attempts.slice(0, 2)).toMatchObject([
      {
        ...shared,
        eventId: 1,
        attempt: 1,
        outcome: 'answered',
        reply: { status: 500 },
        accepted: false,
        nextAt: at('12:00:30'),
      },
      { ...shared, eventId: 2, attempt: 1, outcome: 'answered', reply: { status: 200, body: 'ok' }, accepted: true },
    ]);
    expect(attempts.map(({ at: when }) => when)).toEqual(Array(5).fill(at('12:00:00')));
  });

  test('shows the deliveries under way, with their receivers', async () => {
    const receiver = await openReceiver(() => 'hangs');
    const client = await clientAt(await openSimulator(), 'slow', receiver.url);
    await client.call();
    await receiver.when(1);
    const { underWay, queued, attempts } = await client.callbacks();
    expect(underWay).toMatchObject([{ eventId: 1, attempts: 0, url: receiver.url }]);
    expect(queued.map(({ eventId }) => eventId)).not.toContain(1);
    expect(attempts).toEqual([]);
  });

  test('shows a limited number of each, and withholds values in an address that may be secret', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'few', `${receiver.url}?token=hush&CallState`);
    await client.call();
    await client.advance('PT0S');
    const { queued, attempts } = await client.callbacks('?limit=2');
    expect([queued.map(({ eventId }) => eventId), attempts.map(({ eventId }) => eventId)]).toEqual([
      [6, 7],
      [4, 5],
    ]);
    expect(attempts[0]?.url).toBe(`${receiver.url}?token=…&CallState`);
    expect(receiver.came[0]?.target).toBe('/hook?token=hush&CallState');
    expect(JSON.stringify((await client.control('GET', '/journal')).json)).not.toContain('hush');
  });

  test('filters by event, about, body, exchange, number and outcome, all of which must match', async () => {
    const receiver = await openReceiver((_came, index) => (index === 0 ? 500 : 200));
    const client = await clientAt(await openSimulator(), 'chosen', receiver.url);
    await client.call();
    await client.call({ fields: { CustomParm: 'order-77' } });
    await client.advance('PT6S');
    const numbers = async (query: string): Promise<readonly [number[], number[]]> => {
      const { queued, attempts } = await client.callbacks(query);
      return [queued.map(({ eventId }) => eventId), attempts.map(({ eventId }) => eventId)];
    };
    expect(await numbers('?event=callRecord')).toEqual([[11, 22], []]);
    expect(await numbers(`?about=${encodeURIComponent(about('002'))}&after=16`)).toEqual([
      [19, 20, 21, 22],
      [17, 18],
    ]);
    expect(await numbers('?contains=order-77&event=callRecord')).toEqual([[22], []]);
    expect(await numbers('?exchange=1&outcome=not-accepted')).toEqual([[1, 8, 9, 10, 11], [1]]);
    expect((await numbers('?outcome=accepted&exchange=1'))[1]).toEqual([2, 3, 4, 5, 6, 7]);
    expect((await numbers('?outcome=timed-out'))[1]).toEqual([]);
    expect(await numbers('?exchange=3')).toEqual([[], []]);
  });

  test.each([
    ['event=nothing', 'callRecord, meetingState'],
    ['outcome=fine', 'accepted, not-accepted, answered'],
    ['exchange=0', ''],
    ['exchange=one', ''],
    ['after=-1', ''],
    ['form=pretty', ''],
    ['event=callRecord&event=meetingState', ''],
    ['colour=red', ''],
  ])('?%s is a bad request that says what there is', async (query, fix) => {
    const client = await clientAt(await openSimulator(), 'bad');
    for (const path of ['/callbacks', '/callbacks/wait']) {
      const { status, json } = await client.control('GET', `${path}?${query}`);
      expect({ status, json }).toMatchObject({ status: 400, json: { fix: expect.stringContaining(fix) } });
    }
  });
});

describe('GET /callbacks/wait', () => {
  test('returns an earlier delivery, and only one that was accepted', async () => {
    const receiver = await openReceiver((_came, index) => (index === 0 ? 500 : 200));
    const client = await clientAt(await openSimulator(), 'made', receiver.url);
    await client.call();
    await client.advance('PT0S');
    expect(await client.control('GET', '/callbacks/wait')).toMatchObject({
      status: 200,
      json: { callbacks: [{ eventId: 2 }] },
    });
    expect(await client.control('GET', '/callbacks/wait?outcome=not-accepted')).toMatchObject({
      status: 200,
      json: { callbacks: [{ eventId: 1, nextAt: at('12:00:30') }] },
    });
  });

  test('waits for a later delivery of its own space', async () => {
    const sim = await openSimulator();
    const [client, neighbour] = [await clientAt(sim, 'later'), await clientAt(sim, 'neighbour')];
    let came = false;
    const waits = client.control('GET', '/callbacks/wait?event=callRecord&timeout=PT60S').finally(() => (came = true));
    await neighbour.call();
    await neighbour.advance('PT1H');
    await client.call();
    await client.advance('PT30M');
    expect(came).toBe(false);
    await client.advance('PT1S');
    expect(await waits).toMatchObject({ status: 200, json: { callbacks: [{ eventId: 11, event: 'callRecord' }] } });
  });

  test('gives up after its time, and says what to do', async () => {
    const client = await clientAt(await openSimulator(), 'patient');
    await client.call();
    const { status, json } = await client.control('GET', '/callbacks/wait?event=callRecord&timeout=PT0S');
    expect({ status, json }).toMatchObject({ status: 408, json: { fix: expect.stringContaining('/clock/advance') } });
    expect(await client.control('GET', '/callbacks/wait?timeout=PT61S')).toMatchObject({ status: 400 });
    expect(await client.control('GET', '/callbacks/wait?timeout=soon')).toMatchObject({ status: 400 });
  });

  test('ends when the server closes, and nothing is delivered after that', async () => {
    let now = noon;
    const receiver = await openReceiver();
    const sim = await openSimulator({ clock: { now: () => now } });
    const client = await clientAt(sim, 'closing', receiver.url);
    const watcher = await clientAt(await openSimulator(), 'watcher', receiver.url);
    await client.call();
    await client.advance('PT0S');
    await client.control('PUT', '/clock', { mode: 'running' });
    const waits = client.control('GET', '/callbacks/wait?event=callRecord&timeout=PT60S');
    // The server has received it once it answers a later request on another connection.
    await client.control('GET', '/clock');
    now += minute;
    await sim.close(1000);
    expect(await waits).toMatchObject({ status: 503 });
    // A reply that is being sent must not wake the space: due events would be delivered before this.
    await watcher.call();
    await watcher.advance('PT0S');
    expect(receiver.came.map(wordOf)).toEqual([...timeline.atOnce, ...timeline.atOnce]);
  });
});

describe('moving the clock of a space', () => {
  test('leaves no room for setting it', async () => {
    const receiver = await openReceiver(() => 'hangs');
    const client = await clientAt(await openSimulator(), 'set', receiver.url);
    await client.call();
    await receiver.when(1);
    const moved = client.control('POST', '/clock/advance', { by: 'PT1H' });
    expect(await client.control('PUT', '/clock', { mode: 'running' })).toMatchObject({ status: 409 });
    await client.control('POST', '/reset', undefined);
    await receiver.close();
    await moved;
    expect(await client.control('PUT', '/clock', { mode: 'running' })).toMatchObject({ status: 200 });
  });

  test('that is reset meanwhile is answered with a conflict, and the clock begins anew', async () => {
    const receiver = await openReceiver(() => 'hangs');
    const client = await clientAt(await openSimulator(), 'reset', receiver.url);
    await client.call();
    await receiver.when(1);
    const moved = client.control('POST', '/clock/advance', { by: 'PT1H' });
    await client.control('POST', '/reset', undefined);
    await receiver.close();
    expect(await moved).toMatchObject({ status: 409, json: { detail: expect.stringContaining('was reset') } });
    expect((await client.callbacks()).attempts).toEqual([]);
  });
});
