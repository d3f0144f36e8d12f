import { describe, expect, test } from '@jest/globals';
import type { Space } from '../../simulator/core/state/space.js';
import { createSpaces, defaultSpaceName, problemWithSpaceName } from '../../simulator/core/state/spaces.js';

/** Spaces that are nothing but their name: whoever keeps them asks no more of them. */
const make = (name: string): Space => ({ name, bytes: () => 10, shed: () => false }) as unknown as Space;

describe('spaces', () => {
  test('are the default one when no name is given, or its own', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    expect(spaces.of(undefined)).toBe(spaces.of(defaultSpaceName));
    expect(spaces.names()).toEqual([defaultSpaceName]);
  });

  test('are made on first use and are the same from then on', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    expect(spaces.names()).not.toContain('alice');
    const alice = spaces.of('alice');
    expect(alice.name).toBe('alice');
    expect(spaces.of('alice')).toBe(alice);
    expect(spaces.of('bob')).not.toBe(alice);
  });

  test('give way when there are too many, the longest unused first', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    const alice = spaces.of('alice');
    const bob = spaces.of('bob');
    spaces.of('alice');
    spaces.of('carol');
    expect(spaces.names()).toEqual([defaultSpaceName, 'alice', 'carol']);
    expect(spaces.of('alice')).toBe(alice);
    expect(spaces.of('bob')).not.toBe(bob);
    expect(spaces.names()).toEqual([defaultSpaceName, 'alice', 'bob']);
  });

  test('never lose the default one', () => {
    const spaces = createSpaces(make, { spaces: 1, memory: 2 ** 30 });
    const standard = spaces.of(undefined);
    spaces.of('alice');
    spaces.of('bob');
    expect(spaces.remove(defaultSpaceName)).toBe(false);
    expect(spaces.of(undefined)).toBe(standard);
  });

  test('stay within their memory: the longest unused go, then what is oldest in the one in use', () => {
    const taken = new Map<string, number>();
    const lines: string[] = [];
    const growing = (name: string): Space =>
      ({
        name,
        bytes: () => taken.get(name) ?? 10,
        shed: () => {
          taken.set(name, Math.floor((taken.get(name) ?? 0) / 2));
          return true;
        },
      }) as unknown as Space;
    const shed = (line: string): void => {
      lines.push(line);
    };
    const spaces = createSpaces(growing, { spaces: 9, memory: 100 }, { shed });
    for (const name of ['alice', 'bob', 'carol']) spaces.of(name);
    expect(spaces.memory()).toEqual({ used: 40, most: 100 });
    taken.set('carol', 75);
    spaces.settle(spaces.of('carol'));
    expect([spaces.names(), spaces.memory().used]).toEqual([[defaultSpaceName, 'bob', 'carol'], 95]);
    taken.set('carol', 300);
    spaces.settle(spaces.of('carol'));
    expect([spaces.names(), spaces.memory().used]).toEqual([[defaultSpaceName, 'carol'], 85]);
    expect(lines).toEqual([
      'space alice is gone: all spaces may take 1 MiB (--memory)',
      'space bob is gone: all spaces may take 1 MiB (--memory)',
      ...Array<string>(2).fill('space carol let go of its oldest entries: all may take 1 MiB (--memory)'),
    ]);
  });

  test('let go in the larger of the default one and the one in use first', () => {
    const taken = new Map([
      [defaultSpaceName, 95],
      ['alice', 10],
    ]);
    const shrinking = (name: string): Space =>
      ({
        name,
        bytes: () => taken.get(name) ?? 0,
        shed: () => taken.set(name, Math.floor((taken.get(name) ?? 0) / 2)),
      }) as unknown as Space;
    const spaces = createSpaces(shrinking, { spaces: 9, memory: 100 });
    spaces.settle(spaces.of('alice'));
    expect(Object.fromEntries(taken)).toEqual({ [defaultSpaceName]: 47, alice: 10 });
  });

  test('are forgotten once removed, and then begin anew', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    const alice = spaces.of('alice');
    expect(spaces.remove('alice')).toBe(true);
    expect(spaces.remove('alice')).toBe(false);
    expect(spaces.of('alice')).not.toBe(alice);
  });

  test.each(['a', '0', 'alice', 'pull-1234', 'a.b_c', 'x'.repeat(63)])('may be called %s', (name) => {
    expect(problemWithSpaceName(name)).toBeUndefined();
  });

  test.each(['', 'Alice', '-a', '.a', 'a b', 'a/b', '云', 'a\n', 'x'.repeat(64)])('may not be called %j', (name) => {
    expect(problemWithSpaceName(name)).toContain('1 to 63');
  });
});
