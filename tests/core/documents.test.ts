import { describe, expect, test } from '@jest/globals';
import { replaySnapshot, type Change, collection, recordingSnapshot } from '../../simulator/core/state/documents.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';

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
    const reads: Change[] = [];
    const seen = recordingSnapshot(documents, reads);
    expect([rooms.read(seen, '1'), rooms.read(seen, '2')]).toEqual([{ name: 'one' }, undefined]);
    documents.commit([rooms.remove('1'), rooms.put('2', { name: 'two' })]);
    const then = replaySnapshot(reads);
    expect([rooms.read(then, '1'), rooms.read(then, '2')]).toEqual([{ name: 'one' }, undefined]);
    expect(reads.map(({ kind, id }) => `${kind}/${id}`)).toEqual(['room/1', 'room/2']);
  });
});
