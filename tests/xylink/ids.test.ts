import { describe, expect, test } from '@jest/globals';
import { parseWithIds } from '../../contracts/json.js';
import { judge } from '../../simulator/platform/judge.js';
import { idFrom, jsonWithIds } from '../../simulator/providers/xylink/ids.js';
import worldSchema from '../../simulator/providers/xylink/world.schema.json' with { type: 'json' };

describe('an id', () => {
  test.each([
    [101000001, 101000001],
    ['101000001', 101000001],
    ['9007199254740991', 9007199254740991],
    ['0000000000000007', 7],
    ['9007199254740993', '9007199254740993'],
    ['09007199254740993', '9007199254740993'],
    ['-9223372036854775808', '-9223372036854775808'],
    [9007199254740992, undefined],
    ['92233720368547758070', undefined],
    ['1.5', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is read as %j', (value, id) => {
    expect(idFrom(value)).toBe(id);
  });
});

test('a world with a number beyond 2^53 is refused with what to write instead', () => {
  const meeting = { meetingId: '1156', participants: [{ id: 2 ** 53, type: 5, participantNumber: '10000000021' }] };
  expect(judge(worldSchema, { meetings: { 90001: meeting } })).toEqual([
    {
      pointer: '/meetings/90001/participants/0/id',
      says:
        'must be a whole number from -9007199254740991 to 9007199254740991, or a string ' +
        '(A long. Beyond 2^53 write its digits as a string, since such a number is not exact.)',
    },
  ]);
});

describe('JSON with long ids', () => {
  test.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['{"id" : -9007199254740993 , "type":5}', { id: '-9007199254740993', type: 5 }],
    ['{"id":9007199254740991,"x":9007199254740993}', { id: 9007199254740991, x: 9007199254740992 }],
    ['[{"id":101000001}]', [{ id: 101000001 }]],
    ['{"id":"9007199254740993"}', { id: '9007199254740993' }],
    ['{"groupCount":9007199254740993}', { groupCount: 9007199254740992 }],
    ['{"id":9007199254740993.5}', { id: 9007199254740994 }],
    ['{"id":9007199254740993e2}', { id: 900719925474099300 }],
    [String.raw`{"a":"\"id\":9007199254740993"}`, { a: '"id":9007199254740993' }],
    [String.raw`{"a\\":"\\","id":9007199254740993}`, { 'a\\': '\\', id: '9007199254740993' }],
  ])('%s is read without loss', (text, value) => {
    expect(parseWithIds(text)).toEqual(value);
  });

  test('is written with numbers, and leaves texts alone', () => {
    const value = { id: '9007199254740993', name: '"id":"9007199254740993"', callerId: '-9007199254740993' };
    const name = String.raw`"\"id\":\"9007199254740993\""`;
    expect(jsonWithIds(value)).toBe(`{"id":9007199254740993,"name":${name},"callerId":-9007199254740993}`);
  });

  test('throws at what is not JSON', () => {
    expect(() => parseWithIds('{"id":9007199254740993')).toThrow(SyntaxError);
  });

  test('takes time linear in a text full of escapes', () => {
    const text = JSON.stringify({ a: '\\"'.repeat(250_000), id: 1, b: '1234567890123456' });
    expect(parseWithIds(text)).toEqual(JSON.parse(text));
  });
});
