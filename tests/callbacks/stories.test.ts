import { describe, expect, test } from '@jest/globals';
import { openStage } from '../scenarios/stage.js';
import { hour, meetingIn, minute, noon } from '../ytx/caller.js';
import { bookingAt, cancelling, editing } from '../ytx/situations.js';
import { deskAt, story, wholeStory } from './desk.js';
import { openReceiver, wordOf } from './receiver.js';

describe('what a receiver hears', () => {
  test('of a meeting from its start to its record', async () => {
    const receiver = await openReceiver();
    const desk = await deskAt(await openStage(), 'whole', receiver.url);
    const meeting = meetingIn(await desk.call({ fields: { CustomParm: 'order-1' } }));
    await desk.advance('PT1H');
    expect(receiver.came.map(wordOf)).toEqual(wholeStory);
    for (const { body, target, contentType } of receiver.came) {
      expect([target, contentType]).toEqual(['/told', 'application/json;charset=utf-8']);
      expect(body).toContain(`"meid":"${meeting.meid}"`);
      expect(body).toContain('"customParm":"order-1"');
    }
  });

  test('of a booking that is cancelled: nothing', async () => {
    const receiver = await openReceiver();
    const desk = await deskAt(await openStage(), 'cancelled', receiver.url);
    const { meid } = meetingIn(await desk.call(bookingAt(noon + hour)));
    await desk.advance('PT59M');
    expect((await desk.call(cancelling(meid))).text).toContain('"statusCode":"0"');
    expect((await desk.callbacks()).queued).toEqual([]);
    await desk.advance('P2D');
    expect(receiver.came).toEqual([]);
  });

  test('of a booking that is edited: the new story, at its time, once', async () => {
    const receiver = await openReceiver();
    const desk = await deskAt(await openStage(), 'edited', receiver.url);
    const { meid } = meetingIn(await desk.call(bookingAt(noon + hour)));
    expect((await desk.call(editing(meid, noon + 3 * hour))).text).toContain('"statusCode":"0"');
    expect((await desk.callbacks()).queued.map(({ eventId }) => eventId)).toEqual([
      12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
    ]);
    await desk.advance('PT2H59M');
    expect(receiver.came).toEqual([]);
    await desk.advance('PT1M');
    expect(receiver.came.map(wordOf)).toEqual(story.atOnce);
    await desk.advance('P2D');
    expect(receiver.came.map(wordOf)).toEqual(wholeStory);
    expect(receiver.came.at(-1)?.body).toContain('"callerstime":"2026-11-21 15:00:00"');
  });

  test('of a request that is refused: nothing, and what was planned stays', async () => {
    const receiver = await openReceiver();
    const desk = await deskAt(await openStage(), 'refused', receiver.url);
    const { meid } = meetingIn(await desk.call(bookingAt(noon + hour)));
    expect((await desk.call({ ...cancelling(meid), sign: '0'.repeat(32) })).refusedBy).toBeDefined();
    expect((await desk.call({}, 'app-offline')).status).toBe(200);
    expect((await desk.callbacks()).queued).toHaveLength(wholeStory.length);
    await desk.advance('PT0S');
    expect(receiver.came).toEqual([]);
  });

  test('from the sandbox: nothing, and it can be given no address', async () => {
    const receiver = await openReceiver();
    const desk = await deskAt(await openStage(), 'sandbox', receiver.url);
    const sandbox = 'ab000000000000000000000000000001';
    expect(await desk.patch({ applications: { [sandbox]: { callbackUrl: receiver.url } } })).toMatchObject({
      status: 422,
    });
    expect((await desk.call({ app: 'app:sandbox', host: 'sandbox.ytx.net' })).text).toContain('"statusCode":"0"');
    expect((await desk.call({ app: 'app:production' })).text).toContain('"statusCode":"0"');
    await desk.advance('P2D');
    expect(await desk.callbacks()).toEqual({ queued: [], underWay: [], attempts: [] });
    expect(receiver.came).toEqual([]);
  });

  test('of meetings that overlap: each in its order, by the clock', async () => {
    const receiver = await openReceiver();
    const desk = await deskAt(await openStage(), 'overlap', receiver.url);
    await desk.call(bookingAt(noon + 10 * minute));
    await desk.call();
    await desk.advance('PT2H');
    const heard = (meid: string): readonly string[] =>
      receiver.came.filter(({ body }) => body.includes(`"meid":"${meid}"`)).map(wordOf);
    expect([heard('001'), heard('002')]).toEqual([wholeStory, wholeStory]);
    expect(receiver.came.slice(0, 5).every(({ body }) => body.includes('"meid":"002"'))).toBe(true);
  });
});
