import { describe, expect, test } from '@jest/globals';
import type { RawReply } from '../../client/index.js';
import type { Then } from '../../contracts/suite/case.js';
import { differences, type AssertionContext } from '../../contracts/suite/assertions.js';

const judgedBy: AssertionContext = { operation: 'open', fits: () => [], caller: { understand: () => 'understood' } };

const reply = (body: string, headers: RawReply['headers'] = { 'simulator-exchange': '1' }): RawReply => ({
  status: 200,
  headers,
  body: Buffer.from(body),
});

const found = (body: string, then: Then, by: Partial<AssertionContext> = {}): readonly object[] =>
  differences(reply(body), then, { ...judgedBy, ...by });

describe('a reply', () => {
  test('that is as expected differs in nothing', () => {
    expect(found('{"a":1}', { body: '{"a":1}', pattern: '1', bodyContains: { a: 1 } })).toEqual([]);
  });

  test('with other bytes is reported with both bodies', () => {
    expect(found('{"a": 1}', { body: '{"a":1}' })).toEqual([
      { says: 'unexpected body', expected: '{"a":1}', received: '{"a": 1}' },
    ]);
  });

  test('that does not fit a pattern is reported with the pattern', () => {
    expect(found('b', { pattern: '^a' })).toEqual([
      { says: 'the body does not match the pattern', expected: '^a', received: 'b' },
    ]);
  });

  test('with other headers is reported with each of them', () => {
    const limited = reply('', { 'simulator-exchange': '1', 'retry-after': '2' });
    const headers = { 'retry-after': '1', 'content-type': 'text/html', 'simulator-exchange': '1', date: null };
    expect(differences(limited, { headers }, judgedBy)).toEqual([
      { says: 'unexpected header retry-after', expected: '1', received: '2' },
      { says: 'unexpected header content-type', expected: 'text/html', received: 'none' },
    ]);
    expect(differences(limited, { headers: { 'retry-after': null } }, judgedBy)).toEqual([
      { says: 'unexpected header retry-after', expected: 'none', received: '2' },
    ]);
  });

  test('that lacks members is reported with the expected body', () => {
    const received = '{"a":{"b":1,"c":2},"d":3}';
    expect(found(received, { bodyContains: { a: { b: 9 }, e: null } })).toEqual([
      { says: 'unexpected or missing values: /a/b, /e', expected: '{"a":{"b":9,"c":2},"d":3,"e":null}', received },
    ]);
  });

  test('that is off contract is reported once with all its problems', () => {
    expect(found('{}', {}, { fits: () => ['/a is missing', ' is short', '/a is missing'] })).toEqual([
      { says: 'breaks the response schema: /a is missing; is short', received: '{}' },
    ]);
  });

  test('is quoted once', () => {
    expect(found('{}', { body: '{"a":1}' }, { fits: () => ['/a is missing'] })).toEqual([
      { says: 'unexpected body', expected: '{"a":1}', received: '{}' },
      { says: 'breaks the response schema: /a is missing' },
    ]);
  });

  test('that another check refuses is reported with both outcomes', () => {
    const refused = reply('{}', { 'simulator-refused-by': 'toy/other' });
    expect(differences(refused, { refusedBy: 'toy/this' }, judgedBy)).toEqual([
      { says: 'unexpected outcome', expected: 'a refusal by toy/this', received: 'a refusal by toy/other' },
    ]);
  });

  test('of a provider that names no check is compared by whether it is a refusal', () => {
    expect(differences(reply('{}', {}), { refusedBy: 'toy/this' }, judgedBy)).toEqual([
      { says: 'unexpected outcome', expected: 'a refusal by toy/this', received: 'an acceptance' },
    ]);
  });

  test('to what is not modelled must say so', () => {
    expect(found('{}', { notModelled: true })).toEqual([
      { says: 'unexpected reply to a request that is not modelled', expected: '501', received: '200 {}' },
    ]);
  });
});
