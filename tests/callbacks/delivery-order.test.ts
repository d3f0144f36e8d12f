import { describe, expect, test } from '@jest/globals';
import { openStage } from '../scenarios/stage.js';
import { deskAt, story } from './desk.js';
import { openReceiver, wordOf } from './receiver.js';

describe('before the reply, or after it', () => {
  /** What happens, in order, at the receiver and at the caller. */
  async function played(...scenarios: readonly string[]): Promise<readonly string[]> {
    const order: string[] = [];
    const receiver = await openReceiver(({ body }) => {
      order.push(`receiver: ${wordOf({ body })}`);
      return 200;
    });
    const desk = await deskAt(await openStage(), 'order', receiver.url);
    const { status, text } = await desk.call({}, ...scenarios);
    order.push(`caller: ${status}`);
    expect(text).toContain('"statusCode":"0"');
    await receiver.when(5);
    return order;
  }

  const told = story.atOnce.map((word) => `receiver: ${word}`);

  test('early callbacks have all been answered when the caller has the reply', async () => {
    expect(await played('callback-early')).toEqual([...told, 'caller: 200']);
  });

  test('a receiver that does not answer holds up an early reply; nothing else can', async () => {
    let release: (status: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => (release = resolve));
    const receiver = await openReceiver(() => held);
    const desk = await deskAt(await openStage(), 'held', receiver.url);
    const happened: string[] = [];
    const early = desk.call({}, 'callback-early').then(() => happened.push('early reply'));
    await receiver.when(1);
    await desk.call().then(() => happened.push('other reply'));
    release(200);
    await early;
    expect(happened).toEqual(['other reply', 'early reply']);
  });

  test.each([[[]], [['slow-500ms']]] as const)(
    'with %j the caller has the reply before anything is told',
    async (scenarios) => {
      // The receiver can have been asked only once the reply was flushed: both are seen in this one process.
      expect((await played(...scenarios))[0]).toBe('caller: 200');
    },
  );

  test.each(['hang', 'reset-before-headers', 'empty-reply'])(
    '%s: a caller without a reply is told of all the same',
    async (name) => {
      const receiver = await openReceiver();
      const desk = await deskAt(await openStage(), 'broken', receiver.url);
      desk.call({}, name).catch(() => undefined);
      await receiver.when(5);
      expect(receiver.came.map(wordOf)).toEqual(story.atOnce);
    },
  );
});
