import { describe, expect, test } from '@jest/globals';
import { type SpaceClock, spaceClock } from '../../simulator/core/state/clock.js';

/** A space's clock over a system clock that stands at 1000 until it is moved. */
function overSystem(startAt?: number): { readonly clock: SpaceClock; readonly pass: (ms: number) => void } {
  let system = 1000;
  const clock = spaceClock({ now: () => system }, startAt);
  return {
    clock,
    pass: (ms) => {
      system += ms;
    },
  };
}

describe("a space's clock", () => {
  test("runs with the system's when nothing else was asked for", () => {
    const { clock, pass } = overSystem();
    pass(5);
    expect(clock.now()).toBe(1005);
    expect(clock.mode()).toBe('running');
  });

  test('runs from its configured start', () => {
    const { clock, pass } = overSystem(50_000);
    expect(clock.now()).toBe(50_000);
    pass(7);
    expect(clock.now()).toBe(50_007);
  });

  test('can start at the epoch', () => {
    expect(overSystem(0).clock.now()).toBe(0);
  });

  test('stands still once it is frozen', () => {
    const { clock, pass } = overSystem();
    clock.set(2000, 'frozen');
    pass(100);
    expect(clock.now()).toBe(2000);
    expect(clock.mode()).toBe('frozen');
  });

  test('runs on from the instant it is set to', () => {
    const { clock, pass } = overSystem();
    clock.set(2000, 'frozen');
    pass(100);
    clock.set(3000, 'running');
    pass(1);
    expect(clock.now()).toBe(3001);
    expect(clock.mode()).toBe('running');
  });

  test.each(['running', 'frozen'] as const)('is moved forth and back while %s', (mode) => {
    const { clock } = overSystem();
    clock.set(2000, mode);
    clock.advance(500);
    expect(clock.now()).toBe(2500);
    clock.advance(-1500);
    expect(clock.now()).toBe(1000);
    expect(clock.mode()).toBe(mode);
  });

  test('runs from its configured start again after a reset', () => {
    const { clock, pass } = overSystem(50_000);
    clock.set(9, 'frozen');
    clock.advance(1);
    clock.reset();
    expect(clock.now()).toBe(50_000);
    pass(20);
    expect(clock.now()).toBe(50_020);
    expect(clock.mode()).toBe('running');
  });
});
