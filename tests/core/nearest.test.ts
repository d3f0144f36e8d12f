import { describe, expect, test } from '@jest/globals';
import { nearestOperations } from '../../simulator/core/diagnosis/nearest.js';
import type { Provider } from '../../simulator/core/provider.js';
import { toy } from '../control/toy-provider.js';

const town: Provider = {
  ...toy,
  name: 'town',
  hosts: [
    { host: 'a.town', label: 'one' },
    { host: 'b.town', label: 'another' },
  ],
  operations: {
    visit: { method: 'GET', path: '/v1/streets/{street}/house' },
    build: { method: 'POST', path: '/v1/streets/{street}/house' },
    leave: { method: 'DELETE', path: '/v1/town' },
    name: { method: 'PUT', path: '/v1/streets/{street}/name' },
  },
};

const near = (line: string, language: 'en' | 'zh' = 'en') => {
  const [method = '', host = '', path = ''] = line.split(' ');
  return nearestOperations({ method, host, path }, [toy, town], language);
};

/** What is different, as far as the first that is near. */
const differing = (line: string): unknown =>
  near(line)[0]?.differs.map(({ part, expected, received, change }) => [part, expected, received, change]);

describe('the nearest operations', () => {
  test.each([
    ['GET a.town /v1/street/Long/house', 'visit', [['segment 2', 'streets', 'street', 'Change it to streets.']]],
    ['GET a.town /V1/streets/Long/house', 'visit', [['segment 1', 'v1', 'V1', 'Change it to v1; letter case counts.']]],
    ['PATCH b.town /v1/town', 'leave', [['method', 'DELETE', 'PATCH', 'Use the method DELETE.']]],
    ['DELETE toy.test /v1/town', 'leave', [['host', 'a.town, b.town', 'toy.test', 'Send it to a.town, b.town.']]],
    ['GET a.town /streets/Long/house', 'visit', [['segment 1', 'v1', null, 'Add the segment v1.']]],
    ['GET a.town /v1/streets/house', 'visit', [['segment 3', '{street}', null, 'Add the segment {street}.']]],
    ['GET a.town /v1/streets//house', 'visit', [['segment 3', '{street}', '', 'Insert the value of {street}.']]],
    ['DELETE a.town /v1/town/', 'leave', [['segment 3', null, '', 'Remove the slash at the end.']]],
    ['DELETE a.town /api/v1/town', 'leave', [['segment 1', null, 'api', 'Remove this segment.']]],
    ['GET a.town /v1/streets/Long/house', 'visit', []],
  ])('of %s begin with %s', (line, operation, differences) => {
    expect(near(line)[0]?.operation).toBe(operation);
    expect(differing(line)).toEqual(differences);
  });

  test('are at most three, the nearest first', () => {
    expect(near('POST a.town /v1/streets/Long/hous').map(({ operation }) => operation)).toEqual([
      'build',
      'visit',
      'name',
    ]);
  });

  test('are none for a request that has nothing of any', () => {
    expect(near('GET a.town /favicon.ico')).toEqual([]);
    expect(near('GET a.town /')).toEqual([]);
  });

  test('are those of the provider that was meant, though another one was asked', () => {
    expect(near('POST a.town /post')[0]).toMatchObject({ provider: 'toy', operation: 'post' });
  });

  test('repeat no more of a path than it takes to find the place', () => {
    const [first] = near(`DELETE a.town /v1/${'town'.repeat(30)}`);
    expect(first?.differs[0]?.received).toBe(`${'town'.repeat(10)}…`);
    expect(JSON.stringify(near(`DELETE a.town /v1/town${'/more'.repeat(5000)}`)).length).toBeLessThan(10_000);
  });

  test('say what to change in Chinese as well', () => {
    expect(near('PATCH a.town /v1/town', 'zh')[0]?.differs[0]?.change).toBe('请改用 DELETE 方法。');
  });
});
