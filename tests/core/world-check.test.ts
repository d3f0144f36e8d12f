import { describe, expect, test } from '@jest/globals';
import { checkedWorld, worldCheck } from '../../simulator/core/state/world-check.js';
import { judge } from '../../simulator/platform/judge.js';
import { providers } from '../../simulator/providers/index.js';

const phones = (count: number, last: object = { outcome: 'answers' }): object => ({
  ytx: {
    phones: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        String(10_000_000_000 + index),
        index === count - 1 ? last : { outcome: 'answers' },
      ]),
    ),
  },
});

describe('a large world', () => {
  test('is checked in steps, and accepted whole', () => {
    const steps = [...worldCheck(phones(5000), providers, judge)];
    expect(steps.length).toBeGreaterThanOrEqual(10);
    expect(checkedWorld(phones(5000), providers, judge)).toMatchObject({ ok: true, world: phones(5000) });
  });

  test('is refused for a mistake in its last entity', () => {
    expect(checkedWorld(phones(5000, { outcome: 'sings' }), providers, judge)).toMatchObject({
      ok: false,
      problems: [{ pointer: '/ytx/phones/10000004999/outcome' }, { says: expect.stringContaining('only its first') }],
    });
  });

  test('is refused for an unknown section beside a large one', () => {
    const world = phones(5000) as { readonly ytx: object };
    expect(checkedWorld({ ytx: { ...world.ytx, cats: {} } }, providers, judge)).toMatchObject({
      ok: false,
      problems: [{ pointer: '/ytx/cats' }, {}],
    });
  });
});
