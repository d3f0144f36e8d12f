import { describe, expect, test } from '@jest/globals';
import { sizeOf } from '../../simulator/core/bytes.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';
import { incomingRequest } from '../support/incoming-request.js';
import { noon, prepare } from '../ytx/caller.js';

const mebibyte = 1024 * 1024;
const readings = { ytx: { fieldLengths: 'any' } };

/** Asks for a meeting in a space, its name so many characters long; gives the status code of the reply. */
function startMeeting(simulator: Simulator, space: string | undefined, nameLength: number): string {
  const call = { fields: { meetingname: 'x'.repeat(nameLength) } };
  const request = incomingRequest(prepare(simulator.spaces.getOrCreate(space), call));
  const { reply } = simulator.ask('ytx', request, { space });
  return (JSON.parse(Buffer.from(reply.body).toString()) as { readonly statusCode: string }).statusCode;
}

describe('the size of a document', () => {
  test('is at least what its texts and bytes take', () => {
    expect(sizeOf({ text: 'x'.repeat(1000) })).toBeGreaterThanOrEqual(2000);
    expect(sizeOf({ bytes: new Uint8Array(1000), map: new Map([['a', 'x'.repeat(500)]]) })).toBeGreaterThanOrEqual(
      2000,
    );
  });

  test('is counted once in, and once out', () => {
    const documents = documentsInMemory();
    const put = (id: string, text: string): void => {
      documents.commit([{ kind: 'letter', id, value: { text } }]);
    };
    put('a', 'x'.repeat(1000));
    const one = documents.bytes();
    put('b', 'y'.repeat(1000));
    expect(documents.bytes()).toBe(2 * one);
    put('b', 'short');
    expect(documents.bytes()).toBeLessThan(2 * one);
    documents.commit([{ kind: 'letter', id: 'b', value: undefined }]);
    expect(documents.bytes()).toBe(one);
    documents.replaceAll([]);
    expect(documents.bytes()).toBe(0);
  });
});

describe('all spaces together', () => {
  test('take no more memory than they may, however large the meetings are, and the latest meetings stay', () => {
    const lines: string[] = [];
    const memory = 4 * mebibyte;
    const simulator = createSimulator({
      clock: { now: () => noon },
      readings,
      memory,
      log: (line) => lines.push(line),
    });
    let max = 0;
    for (let count = 0; count < 60; count += 1) {
      expect(startMeeting(simulator, undefined, 125_000)).toBe('0');
      max = Math.max(max, simulator.spaces.memory().used);
    }
    expect(max).toBeLessThanOrEqual(memory);
    const { meetings } = simulator.spaces.getOrCreate(undefined).world()['ytx'] as { readonly meetings: object };
    expect(Object.keys(meetings).at(-1)).toMatch(/060$/);
    expect(new Set(lines)).toEqual(
      new Set(['space default dropped its oldest entries: all spaces together may take 4 MiB (--memory)']),
    );
  });

  test('give up the longest unused space first', () => {
    const simulator = createSimulator({
      clock: { now: () => noon },
      readings,
      memory: 4 * mebibyte,
      log: () => undefined,
    });
    for (const space of ['alice', 'bob', 'carol', 'dora']) {
      for (let count = 0; count < 4; count += 1) expect(startMeeting(simulator, space, 100_000)).toBe('0');
    }
    const names = simulator.spaces.names();
    expect(names).toContain('dora');
    expect(names).not.toContain('alice');
    expect(simulator.spaces.memory().used).toBeLessThanOrEqual(4 * mebibyte);
  });
});
