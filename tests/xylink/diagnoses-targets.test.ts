import { describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { IncomingRequest } from '../../simulator/index.js';
import {
  incomingRequest,
  mistakesIn,
  openDiagnoser,
  path,
  prefix,
  queryOf,
  sha256,
  signedByOne,
  target,
} from './diagnosing.js';
import { loggedIn, signedByTwo } from './diagnosing-two.js';
import { main } from './xylink-requests.js';

const { ask, simulator } = openDiagnoser();
const tokens = loggedIn({ ask, simulator });
const host = '127.0.0.1:41510';
const sentPrefix = '/~alice/sdk.xylink.com';
const called = `${host}${sentPrefix}${prefix}${path}`;
const E = `enterpriseId=${main.enterpriseId}`;

const signedPathIs = (signed: string, behind: string): IncomingRequest => ({
  ...signedByOne({ lines: (right) => right.with(1, signed), prefix: behind }),
  rawHeaders: ['Host', host],
});
const signedTargetIs = (signed: string, behind: string): IncomingRequest =>
  signedByTwo(tokens, { lines: (right) => right.with(2, signed), prefix: behind, headers: { Host: host } });

const urls: readonly (readonly [url: string, behind: string])[] = [
  [`http://${called}`, sentPrefix],
  [`https://${called}`, sentPrefix],
  [called, sentPrefix],
  [`http://${host}${prefix}${path}`, ''],
  [`${host}${prefix}${path}`, ''],
];
const tails = ['rest/external/v1/', 'external/v1/', 'v1/'].flatMap((tail) => [`/${tail}${path}`, `${tail}${path}`]);

describe('a path that was signed with too much in front', () => {
  test.each(urls)('is diagnosed as prefix-not-cut in 1.0, even %s', (url, behind) => {
    expect(mistakesIn(ask(signedPathIs(url, behind)))).toEqual(['prefix-not-cut']);
  });

  test.each(urls)('is diagnosed as wrong-target-prefix in 2.0, even %s', (url, behind) => {
    expect(mistakesIn(ask(signedTargetIs(`${url}?${queryOf()}`, behind)))).toEqual(['wrong-target-prefix']);
  });

  test.each(tails)('is diagnosed as prefix-not-cut in 1.0 for %s', (tail) => {
    expect(mistakesIn(ask(signedPathIs(tail, '')))).toEqual(['prefix-not-cut']);
    expect(mistakesIn(ask(signedPathIs(tail, sentPrefix)))).toEqual(['prefix-not-cut']);
  });

  test.each(tails)('is diagnosed as wrong-target-prefix in 2.0 for %s', (tail) => {
    expect(mistakesIn(ask(signedTargetIs(`${tail}?${queryOf()}`, '')))).toEqual(['wrong-target-prefix']);
    expect(mistakesIn(ask(signedTargetIs(`${tail}?${queryOf()}`, sentPrefix)))).toEqual(['wrong-target-prefix']);
  });
});

/** The mistakes found for a query that was signed as another by 1.0. */
function mistakesFor(signed: string, sent: string): readonly string[] | undefined {
  const text = ['GET', 'conferenceControl/910000000001/meetingStatus', signed, sha256('')].join('\n');
  const signature = encodeURIComponent(createHmac('sha256', main.token).update(text).digest('base64'));
  const asked = `${prefix}conferenceControl/910000000001/meetingStatus?${sent}&signature=${signature}`;
  return mistakesIn(ask(incomingRequest({ target: asked })));
}

describe('a query that was signed by 1.0', () => {
  test.each([
    ['unsorted and sent sorted', `${E}&a=1`, `a=1&${E}`],
    ['in any order of four', `z=2&${E}&b=3&a=1`, `a=1&b=3&${E}&z=2`],
    ['as it was sent', `${E}&a=1&z=2`, `${E}&a=1&z=2`],
  ])('%s is diagnosed as query-unsorted, and nothing else', (_, signed, sent) => {
    expect(mistakesFor(signed, sent)).toEqual(['query-unsorted']);
  });

  test('of five parameters in any order gets no hypothesis', () => {
    expect(mistakesFor(`z=2&${E}&b=3&a=1&c=4`, `a=1&b=3&c=4&${E}&z=2`)).toEqual([]);
  });

  test('decoded and unsorted is diagnosed as decoded', () => {
    expect(mistakesFor(`${E}&a=北`, `${E}&a=%E5%8C%97`)).toEqual(['query-decoded']);
  });
});

describe('a query that was signed by 2.0', () => {
  const signed = (query: string, sent: string): readonly string[] | undefined => {
    const lines = (right: readonly string[]) => right.with(2, `${prefix}${path}?${query}`);
    return mistakesIn(ask(signedByTwo(tokens, { lines, target: sent })));
  };

  test('without its signature is diagnosed so, and nothing else', () => {
    expect(signed(E, `${prefix}${path}?${E}&signature=x`)).toEqual(['signature-left-out']);
    expect(signed(queryOf(), `${target}&signature=x`)).toEqual(['signature-left-out']);
  });

  test('as 1.0 signs it is diagnosed as sorted', () => {
    expect(signed(`a=1&${E}`, `${prefix}${path}?${E}&a=1&signature=x`)).toEqual(['query-sorted']);
  });
});
