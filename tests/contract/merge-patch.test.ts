import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergePatch } from '../../contracts/json.js';

/** The examples of RFC 7396, appendix A: target, patch, result. */
const examples: readonly (readonly [unknown, unknown, unknown])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

const frozen = (value: unknown): unknown => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
const json = fc.jsonValue({ maxDepth: 3 });

describe('a JSON merge patch', () => {
  test.each(examples)('applied to %j, %j makes %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  test('changes nothing more when it is applied again', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
      { seed: 20261121 },
    );
  });

  test('leaves both of its inputs as they were', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        expect(() => mergePatch(frozen(target), frozen(patch))).not.toThrow();
      }),
      { seed: 20261121 },
    );
  });

  test('takes __proto__ for a name like any other', () => {
    const patch: unknown = JSON.parse('{"__proto__":{"polluted":true},"a":{"__proto__":{"polluted":true}}}');
    const merged = mergePatch({ a: {} }, patch);
    expect(JSON.stringify(merged)).toBe('{"a":{"__proto__":{"polluted":true}},"__proto__":{"polluted":true}}');
    expect(merged).not.toHaveProperty('polluted', true);
    expect({}).not.toHaveProperty('polluted');
  });
});
