import { describe, expect, test } from '@jest/globals';
import { pathMatcher } from '../../simulator/core/requests/router.js';

const match = (template: string, path: string) => pathMatcher(template)(path.split('/'));

describe('a path template', () => {
  test('fits the path that it spells, and finds nothing in it', () => {
    expect(match('/call/TeleMeeting.wx', '/call/TeleMeeting.wx')).toEqual({});
  });

  test('finds what stands at its placeholders', () => {
    expect(match('/{version}/sid/{accountSID}/call', '/201612/sid/8a21/call')).toEqual({
      version: '201612',
      accountSID: '8a21',
    });
  });

  test.each([
    ['more segments', '/a/b/c'],
    ['fewer segments', '/a'],
    ['a slash at the end', '/a/b/'],
    ['another case', '/A/b'],
    ['an encoded letter', '/%61/b'],
    ['no slash at the start', 'a/b'],
  ])('does not fit a path with %s', (_, path) => {
    expect(match('/a/b', path)).toBeUndefined();
  });

  test('does not fit an empty segment at a placeholder', () => {
    expect(match('/sid/{accountSID}/call', '/sid//call')).toBeUndefined();
  });

  test('decodes nothing of what it finds', () => {
    expect(match('/sid/{accountSID}', '/sid/%2e%2e%2Fx')).toEqual({ accountSID: '%2e%2e%2Fx' });
  });

  test('takes a brace within a segment for what it is', () => {
    expect(match('/a{b}', '/axb')).toBeUndefined();
    expect(match('/a{b}', '/a{b}')).toEqual({});
  });
});
