import { describe, expect, test } from '@jest/globals';
import { preparedDocuments } from '../../simulator/core/state/space.js';
import { startingWorld } from '../../simulator/index.js';
import { jsonInSlices } from '../../simulator/http/control/route.js';
import { providers } from '../../simulator/providers/index.js';

describe('JSON that is written in slices', () => {
  test.each([
    [{}],
    [null],
    ['a\n'],
    [{ a: {}, b: [], c: undefined, d: { e: null, f: { 'g"': { h: [1, { i: 'a\n  b' }], j: {} } } } }],
  ])('is the same text as in one go: %j', async (value) => {
    expect(await jsonInSlices(value)).toBe(JSON.stringify(value, null, 2));
  });

  test('lets others go on meanwhile', async () => {
    const entities = Object.fromEntries(Array.from({ length: 40_000 }, (_, id) => [`id${id}`, { name: 'x', id }]));
    let turns = 0;
    let isDone = false;
    const turn = (): void => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    const text = await jsonInSlices({ toy: { entities } });
    isDone = true;
    expect(text).toBe(JSON.stringify({ toy: { entities } }, null, 2));
    expect(turns).toBeGreaterThan(1);
  });
});

test('a world is prepared with a step for each document, and with about the memory that the documents take', () => {
  const steps = preparedDocuments(providers, startingWorld);
  let count = 0;
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      const { documents, bytes } = step.value;
      expect(documents.map(({ kind, id }) => `${kind} ${id}`)).toContain(
        'ytx/account ac000000000000000000000000000001',
      );
      expect(count).toBe(documents.length);
      expect(bytes).toBeGreaterThan(documents.length * 32);
      return;
    }
    count += 1;
  }
});
