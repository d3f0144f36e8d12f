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

describe('a mistake below a key that is a credential', () => {
  const token = '22222222-0000-4000-8000-00000000000f';
  const pointers = (xylink: object): readonly string[] => {
    const checked = checkedWorld({ xylink }, providers, judge);
    return checked.ok ? [] : checked.problems.map(({ pointer }) => pointer);
  };

  test.each([
    ['in its place', { grants: { [token]: { clientId: 7 } } }, '/xylink/grants/2222…000f/'],
    ['of another shape', { grants: { 'my-own-access-token': 7 } }, '/xylink/grants/my-o…oken'],
    ['in another section', { meetings: { [token]: {} } }, '/xylink/meetings/2222…000f'],
  ])('shows only the ends of the key, %s', (_place, xylink, start) => {
    const found = pointers(xylink);
    expect(found.filter((pointer) => pointer.startsWith(start))).not.toEqual([]);
    expect(found.filter((pointer) => /22222222-|own-access/.test(pointer))).toEqual([]);
  });
});
