import { describe, expect, test } from '@jest/globals';
import {
  type Change,
  type DocumentRead,
  collection,
  recordingReader,
  replayReader,
} from '../../simulator/core/state/documents.js';
import type { Space } from '../../simulator/core/state/space.js';
import { createSpaces, defaultSpaceName, problemWithSpaceName } from '../../simulator/core/state/spaces.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';

/** Makes a stub of a space: `createSpaces` needs no more of it. */
const make = (name: string): Space => ({ name, bytes: () => 10, shed: () => false }) as unknown as Space;

describe('spaces', () => {
  test('are the default one when no name is given, or its own', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    expect(spaces.getOrCreate(undefined)).toBe(spaces.getOrCreate(defaultSpaceName));
    expect(spaces.names()).toEqual([defaultSpaceName]);
  });

  test('are made on first use and are the same from then on', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    expect(spaces.names()).not.toContain('alice');
    const alice = spaces.getOrCreate('alice');
    expect(alice.name).toBe('alice');
    expect(spaces.getOrCreate('alice')).toBe(alice);
    expect(spaces.getOrCreate('bob')).not.toBe(alice);
  });

  test('give way when there are too many, the longest unused first', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    const alice = spaces.getOrCreate('alice');
    const bob = spaces.getOrCreate('bob');
    spaces.getOrCreate('alice');
    spaces.getOrCreate('carol');
    expect(spaces.names()).toEqual([defaultSpaceName, 'alice', 'carol']);
    expect(spaces.getOrCreate('alice')).toBe(alice);
    expect(spaces.getOrCreate('bob')).not.toBe(bob);
    expect(spaces.names()).toEqual([defaultSpaceName, 'alice', 'bob']);
  });

  test('never lose the default one', () => {
    const spaces = createSpaces(make, { spaces: 1, memory: 2 ** 30 });
    const standard = spaces.getOrCreate(undefined);
    spaces.getOrCreate('alice');
    spaces.getOrCreate('bob');
    expect(spaces.remove(defaultSpaceName)).toBe(false);
    expect(spaces.getOrCreate(undefined)).toBe(standard);
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
    for (const name of ['alice', 'bob', 'carol']) spaces.getOrCreate(name);
    expect(spaces.memory()).toEqual({ used: 40, max: 100 });
    taken.set('carol', 75);
    spaces.enforceMemoryLimit(spaces.getOrCreate('carol'));
    expect([spaces.names(), spaces.memory().used]).toEqual([[defaultSpaceName, 'bob', 'carol'], 95]);
    taken.set('carol', 300);
    spaces.enforceMemoryLimit(spaces.getOrCreate('carol'));
    expect([spaces.names(), spaces.memory().used]).toEqual([[defaultSpaceName, 'carol'], 85]);
    expect(lines).toEqual([
      'space alice was removed: all spaces together may take 1 MiB (--memory)',
      'space bob was removed: all spaces together may take 1 MiB (--memory)',
      ...Array<string>(2).fill('space carol dropped its oldest entries: all spaces together may take 1 MiB (--memory)'),
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
    spaces.enforceMemoryLimit(spaces.getOrCreate('alice'));
    expect(Object.fromEntries(taken)).toEqual({ [defaultSpaceName]: 47, alice: 10 });
  });

  test('are forgotten once removed, and then begin anew', () => {
    const spaces = createSpaces(make, { spaces: 2, memory: 2 ** 30 });
    const alice = spaces.getOrCreate('alice');
    expect(spaces.remove('alice')).toBe(true);
    expect(spaces.remove('alice')).toBe(false);
    expect(spaces.getOrCreate('alice')).not.toBe(alice);
  });

  test.each(['a', '0', 'alice', 'pull-1234', 'a.b_c', 'x'.repeat(63)])('may be called %s', (name) => {
    expect(problemWithSpaceName(name)).toBeUndefined();
  });

  test.each(['', 'Alice', '-a', '.a', 'a b', 'a/b', '云', 'a\n', 'x'.repeat(64)])('may not be called %j', (name) => {
    expect(problemWithSpaceName(name)).toContain('1 to 63');
  });
});

interface Room {
  readonly name: string;
}

const rooms = collection<Room>('room');
const roomKeys = collection<Room>('room-key');

describe('documents', () => {
  test('are read back by kind and id once they are committed', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('1', { name: 'one' })]);
    expect(rooms.read(documents, '1')).toEqual({ name: 'one' });
    expect(rooms.read(documents, '2')).toBeUndefined();
  });

  test('of kinds with a common beginning are kept apart', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('1', { name: 'room' }), roomKeys.put('1', { name: 'key' })]);
    expect(rooms.all(documents)).toEqual([['1', { name: 'room' }]]);
    expect(roomKeys.all(documents)).toEqual([['1', { name: 'key' }]]);
  });

  test('may have ids with slashes in them', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('a/b', { name: 'one' })]);
    expect(rooms.all(documents)).toEqual([['a/b', { name: 'one' }]]);
  });

  test('are gone once they are removed', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('1', { name: 'one' }), rooms.put('2', { name: 'two' })]);
    documents.commit([rooms.remove('1'), rooms.remove('3')]);
    expect(rooms.all(documents)).toEqual([['2', { name: 'two' }]]);
  });

  test('are listed in the order in which they were first written', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('1', { name: 'one' }), rooms.put('2', { name: 'two' })]);
    documents.commit([rooms.put('1', { name: 'one again' })]);
    expect([...documents.all('room')].map(([id]) => id)).toEqual(['1', '2']);
  });

  test('are replaced all at once, even by what is made of themselves', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('1', { name: 'one' }), rooms.put('2', { name: 'two' })]);
    const kept = function* (): Iterable<Change> {
      for (const [id, room] of rooms.all(documents)) if (id === '2') yield rooms.put(id, room);
    };
    documents.replaceAll(kept());
    expect(rooms.all(documents)).toEqual([['2', { name: 'two' }]]);
  });

  test('stay as they were when what should replace them fails half-way', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('1', { name: 'one' })]);
    const failing = function* (): Iterable<Change> {
      yield rooms.put('2', { name: 'two' });
      throw new Error('half-way');
    };
    expect(() => {
      documents.replaceAll(failing());
    }).toThrow('half-way');
    expect(rooms.all(documents)).toEqual([['1', { name: 'one' }]]);
  });

  test('that were read answer the same again after the world has moved on', () => {
    const documents = documentsInMemory();
    documents.commit([rooms.put('1', { name: 'one' })]);
    const reads: DocumentRead[] = [];
    const seen = recordingReader(documents, reads);
    expect([rooms.read(seen, '1'), rooms.read(seen, '2')]).toEqual([{ name: 'one' }, undefined]);
    documents.commit([rooms.remove('1'), rooms.put('2', { name: 'two' })]);
    const then = replayReader(reads);
    expect([rooms.read(then, '1'), rooms.read(then, '2')]).toEqual([{ name: 'one' }, undefined]);
    expect(reads.map(({ kind, id }) => `${kind}/${id}`)).toEqual(['room/1', 'room/2']);
  });
});
