import { describe, expect, test } from '@jest/globals';
import { createSimulator } from '../../simulator/index.js';
import { noon } from '../scenarios/stage.js';
import { outboxTester, settled } from './post-room.js';

const second = 1000;

describe('of two lanes', () => {
  test('each is given to whoever has waited longest, as one becomes free', async () => {
    const room = outboxTester({ lanes: 2 });
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 0, 'one'], ['b', 0, 'two'], ['c', 0, 'three'], ['d', 0, 'four'], ['a again', 0, 'one']);
    room.dispatcher.wake(room.space);
    await settled();
    expect(room.texts()).toEqual(['a', 'b']);
    expect(room.space.outbox.underWay()).toHaveLength(2);
    room.carried[0]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['a', 'b', 'c']);
    for (let index = 1; index < 5; index += 1) {
      room.carried[index]?.arrive();
      await settled();
    }
    expect(room.texts()).toEqual(['a', 'b', 'c', 'd', 'a again']);
    expect(room.space.outbox.size()).toBe(0);
  });

  test('none is needed for the sink of the space', async () => {
    const room = outboxTester({ lanes: 1 });
    room.space.clock.set(noon, 'frozen');
    room.post(['hangs', 0, 'one']);
    room.space.outbox.post(
      {
        withdraws: [],
        events: [
          { type: 'callRecord', about: 'x', due: noon, url: '/_simulator/sink/x', body: () => new Uint8Array() },
        ],
      },
      { provider: room.provider, cause: undefined, named: [] },
    );
    room.dispatcher.wake(room.space);
    await settled();
    expect([room.texts(), room.space.sink.entries().length]).toEqual([['hangs'], 1]);
  });

  test('one that was withdrawn while it waited is not told, and frees its lane', async () => {
    const room = outboxTester({ lanes: 1 });
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 0, 'one'], ['withdrawn', 0, 'two'], ['c', 0, 'three']);
    room.dispatcher.wake(room.space);
    room.space.outbox.post(
      { withdraws: ['withdrawn'], events: [] },
      { provider: room.provider, cause: undefined, named: [] },
    );
    room.carried[0]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['a', 'c']);
  });

  test('a space that begins anew leaves what waits, and what it begins with waits its turn', async () => {
    const room = outboxTester({ lanes: 1 });
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 0, 'one'], ['of before', 0, 'two']);
    room.dispatcher.wake(room.space);
    room.dispatcher.stop(room.space);
    room.space.reset();
    room.space.clock.set(noon, 'frozen');
    room.post(['new', 0, 'two']);
    room.dispatcher.wake(room.space);
    await settled();
    expect(room.texts()).toEqual(['a']);
    room.carried[0]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['a', 'new']);
  });

  test('a clock that is moved waits for one too', async () => {
    const room = outboxTester({ lanes: 1 });
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 0, 'one'], ['b', second, 'two']);
    const advanced = room.dispatcher.advance(room.space, 2 * second);
    await settled();
    expect(room.texts()).toEqual(['a']);
    room.carried[0]?.arrive();
    await settled();
    room.carried[1]?.arrive();
    expect((await advanced).attempts).toHaveLength(2);
    expect(room.space.clock.now()).toBe(noon + 2 * second);
  });
});

test.each([0, -1, 1.5, Number.NaN])('%p lanes are a mistake of whoever gives them', (lanes) => {
  expect(() => createSimulator({ callbacks: { lanes } })).toThrow('callbacks.lanes must be a whole number above 0');
});
