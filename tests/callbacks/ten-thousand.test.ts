import { expect, test } from '@jest/globals';
import type { Simulator } from '../../simulator/index.js';
import { openStage } from '../scenarios/stage.js';
import { hour, noon, prepare } from '../ytx/caller.js';
import { account, calledBack, calledBackId } from '../ytx/told.js';
import type { Desk } from './desk.js';
import { deskAt, wholeStory } from './desk.js';
import type { HttpReceiver } from './receiver.js';
import { openReceiver } from './receiver.js';

/** Enough for ten thousand notices. */
const enough = Math.ceil(10_000 / wholeStory.length);

interface Started {
  /** So many; enough unless given. */
  readonly meetings?: number;
  /** The applications, in turn. */
  readonly appids?: readonly string[];
}

/** Starts meetings, all at once. */
function startMeetings(
  simulator: Simulator,
  { space, name }: Desk,
  { meetings = enough, appids = [calledBackId] }: Started = {},
): void {
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    const fields = { appid: appids[meeting % appids.length] };
    const { method, host, target, headers, body } = prepare(space, { ...calledBack, fields });
    const rawHeaders = Object.entries(headers).flat();
    const arrival = { method, host, targetAsSent: target, targetForProvider: target, rawHeaders, from: '127.0.0.1' };
    const { reply } = simulator.ask('ytx', { ...arrival, body: Buffer.from(body) }, { space: name });
    expect(reply.status).toBe(200);
  }
}

/** The numbers of notices that did not come exactly so often, and those that should not have come; none, one hopes. */
function oddOnes(receivers: readonly HttpReceiver[], meetings: number, often: number): readonly number[] {
  const notices = meetings * wholeStory.length;
  const counts = new Map<number, number>();
  for (const { came } of receivers) {
    for (const { mark = '' } of came) counts.set(parseInt(mark, 10), (counts.get(parseInt(mark, 10)) ?? 0) + 1);
  }
  const expected = Array.from({ length: notices }, (_, index) => index + 1);
  const strangers = [...counts.keys()].filter((id) => id < 1 || id > notices);
  return [...expected.filter((id) => counts.get(id) !== often), ...strangers];
}

/** Whether everybody was told in the order of numbers of what was due together. */
const isInOrder = ({ came }: HttpReceiver, from: number, to: number): boolean => {
  const ids = came.slice(from, to).map(({ mark = '' }) => parseInt(mark, 10));
  return ids.every((id, index) => index === 0 || id >= (ids[index - 1] ?? 0));
};

test('ten thousand notices: each comes exactly once, in order', async () => {
  const receiver = await openReceiver();
  const stage = await openStage({ callbacks: { timeoutMs: 30_000 } });
  const desk = await deskAt(stage, 'many', receiver.url);
  startMeetings(stage.simulator, desk);
  await desk.advance('PT1H');
  expect(oddOnes([receiver], enough, 1)).toEqual([]);
  expect(receiver.came).toHaveLength(enough * wholeStory.length);
  expect(isInOrder(receiver, 0, 5 * enough)).toBe(true);
  expect((await desk.callbacks()).waiting).toEqual([]);
});

test('ten thousand notices to several receivers by a clock that runs: each comes exactly once', async () => {
  let now = noon;
  const stage = await openStage({ clock: { now: () => now } });
  const desk = await deskAt(stage, 'several');
  const receivers = await Promise.all([openReceiver(), openReceiver(), openReceiver(), openReceiver()]);
  const appids = receivers.map((_, index) => `ab0000000000000000000000000001${index}0`);
  const application = { account, environment: 'production' };
  const applications = receivers.map(({ url }, index) => [appids[index], { ...application, callbackUrl: url }]);
  const patched = await desk.patch({ applications: Object.fromEntries(applications) as object });
  expect(patched).toMatchObject({ status: 200 });
  await desk.control('PUT', '/clock', { mode: 'running' });
  startMeetings(stage.simulator, desk, { appids });
  now += hour;
  await desk.control('GET', '/clock');
  await Promise.all(
    receivers.map(({ when }, index) =>
      when(wholeStory.length * Array.from({ length: enough }).filter((_, each) => each % 4 === index).length),
    ),
  );
  await desk.advance('PT1H');
  expect(oddOnes(receivers, enough, 1)).toEqual([]);
  expect((await desk.callbacks()).waiting).toEqual([]);
});

test('five thousand notices under callback-duplicate: each comes exactly twice', async () => {
  const receiver = await openReceiver();
  const stage = await openStage({ callbacks: { timeoutMs: 30_000 } });
  const desk = await deskAt(stage, 'twice', receiver.url);
  await desk.control('PUT', '/scenarios/callback-duplicate', {});
  const half = enough / 2;
  startMeetings(stage.simulator, desk, { meetings: half });
  await desk.advance('PT1H');
  expect(oddOnes([receiver], half, 2)).toEqual([]);
  expect(new Set(receiver.came.map(({ mark }) => mark)).size).toBe(2 * half * wholeStory.length);
});
