import { expect, test } from '@jest/globals';
import { type Answer, day, noon } from '../ytx/caller.js';
import { bookingAt } from '../ytx/situations.js';
import { openSimulator } from '../scenarios/scenario-server.js';
import { type SpaceClient, clientAt, timeline, wholeTimeline } from './callback-server.js';
import { type HttpReceiver, openReceiver, wordOf } from './receiver.js';

interface Played {
  readonly client: SpaceClient;
  readonly receiver: HttpReceiver;
  readonly booked: Answer;
  /** The journal in its canonical form, unchanged. */
  readonly journal: string;
  readonly callbacks: string;
}

/** Books a meeting for the thirtieth day and advances the clock until its call record is received; the receiver is down twice. */
async function thirtyDays(space: string, machine: number): Promise<Played> {
  const receiver = await openReceiver((_came, index) => (index < 2 ? 503 : 200));
  const sim = await openSimulator({ seed: 'thirty days', clock: { now: () => machine } });
  const client = await clientAt(sim, space);
  await client.control('PUT', '/clock', { now: '2026-11-21T12:00:00+08:00', mode: 'frozen' });
  await client.patch({ applications: { ab000000000000000000000000000008: { callbackUrl: receiver.url } } });
  const booked = await client.call({ ...bookingAt(noon + 30 * day) });
  for (let passed = 0; passed < 30; passed += 1) await client.advance('P1D');
  await client.advance('PT10M');
  await client.advance('PT20M');
  await client.advance('PT1S');
  const canonical = async (path: string): Promise<string> =>
    (await sim.ask(`/~${space}/_simulator${path}?form=canonical`, { method: 'GET' })).text;
  return { client, receiver, booked, journal: await canonical('/journal'), callbacks: await canonical('/callbacks') };
}

test('a meeting booked for the thirtieth day sends its events then, in order, and failed deliveries are retried', async () => {
  const { receiver, booked, client } = await thirtyDays('one', noon);
  expect(booked.text).toContain('"statusCode":"0"');
  expect(receiver.came.map(wordOf)).toEqual([
    ...timeline.atOnce,
    ...timeline.soon,
    ...timeline.atOnce.slice(0, 2),
    ...timeline.atTheEnd,
    ...timeline.last,
  ]);
  const { attempts, queued } = await client.callbacks('?outcome=accepted');
  expect(queued).toEqual([]);
  expect(attempts).toHaveLength(wholeTimeline.length);
  expect(attempts.map(({ at }) => at.slice(0, 10))).toEqual(wholeTimeline.map(() => '2026-12-21'));
  expect(attempts.at(-1)?.at).toBe('2026-12-21T12:30:01+08:00');
  expect(receiver.came.at(-1)?.body).toContain('"callerstime":"2026-12-21 12:00:00"');
});

test('a second run of the thirty days gives the same bytes, on another machine at another time', async () => {
  const one = await thirtyDays('again', noon);
  const other = await thirtyDays('again', noon + 1_234_567);
  expect(JSON.parse(one.journal)).toMatchObject({ callbacks: { length: wholeTimeline.length + 2 } });
  expect(other.journal).toBe(one.journal);
  expect(other.callbacks).toBe(one.callbacks);
  expect(other.receiver.came).toEqual(one.receiver.came);
  expect(other.booked.text).toBe(one.booked.text);
});
