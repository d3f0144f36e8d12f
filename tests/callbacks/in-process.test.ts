import { describe, expect, test } from '@jest/globals';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { noon } from '../scenarios/stage.js';
import { incomingRequest } from '../support/incoming-request.js';
import { prepare } from '../ytx/caller.js';
import { withCallback } from '../ytx/told.js';
import { story, wholeStory } from './desk.js';
import { settled } from './post-room.js';
import { wordOf } from './receiver.js';

/** Asks for a meeting without any server, or for one that is refused; gives the numbers of what it causes to be told. */
function asked(simulator: Simulator, sign?: string): readonly number[] {
  const space = simulator.spaces.of('own');
  const prepared = prepare(space, { ...withCallback, ...(sign !== undefined && { sign }) });
  return simulator.ask('ytx', incomingRequest(prepared), { space: 'own' }).events;
}

const heard = (simulator: Simulator): readonly string[] =>
  simulator.spaces
    .of('own')
    .sink.entries()
    .map(({ body }) => wordOf({ body: new TextDecoder().decode(body) }));

const opened = (): Simulator => {
  const simulator = createSimulator({ clock: { now: () => noon } });
  simulator.spaces.of('own').clock.set(noon, 'frozen');
  return simulator;
};

describe('without a server', () => {
  test('what is due is told by itself, and the rest as the clock is moved on', async () => {
    const simulator = opened();
    expect(asked(simulator)).toHaveLength(wholeStory.length);
    await settled();
    expect(heard(simulator)).toEqual(story.atOnce);
    const { attempts } = await simulator.advance(60 * 60 * 1000, { space: 'own' });
    expect(attempts.map(({ at }) => at - noon)).toEqual([5000, 5000, 1_800_000, 1_800_000, 1_800_000, 1_801_000]);
    expect(heard(simulator)).toEqual(wholeStory);
  });

  test('a request that tells nothing wakes nobody', async () => {
    const simulator = opened();
    asked(simulator);
    await settled();
    simulator.spaces.of('own').clock.advance(5000);
    expect(asked(simulator, '0'.repeat(32))).toEqual([]);
    await settled();
    expect(heard(simulator)).toEqual(story.atOnce);
    asked(simulator);
    await settled();
    expect(heard(simulator)).toEqual([...story.atOnce, ...story.soon, ...story.atOnce]);
  });

  test.each([-1, NaN, Infinity, -Infinity])(
    'a clock cannot be moved on by %d ms, and stays where it is',
    async (by) => {
      const simulator = opened();
      asked(simulator);
      await settled();
      await expect(simulator.advance(by, { space: 'own' })).rejects.toThrow(TypeError);
      expect(simulator.spaces.of('own').clock.now()).toBe(noon);
      expect(heard(simulator)).toEqual(story.atOnce);
    },
  );
});
