import { describe, expect, test } from '@jest/globals';
import type { YtxClientOptions } from '../../client/index.js';
import { clientOf } from './client-of.js';
import { weeklyFields } from './office.js';

describe('the options of a YTX client', () => {
  test.each<readonly [why: string, options: Partial<YtxClientOptions>]>([
    ['baseUrl must be an absolute URL with http or https', { baseUrl: 'sandbox.ytx.net' }],
    ['baseUrl must be an absolute URL with http or https', { baseUrl: 'ftp://sandbox.ytx.net' }],
    ['baseUrl must have no query and no fragment', { baseUrl: 'http://sandbox.ytx.net/?' }],
    ['baseUrl must have no query and no fragment', { baseUrl: 'http://sandbox.ytx.net/#top' }],
    ['baseUrl must hold no user and no password', { baseUrl: 'http://me@sandbox.ytx.net' }],
    ['baseUrl must be a text that is not empty', { baseUrl: '' }],
    ['accountSID must be a text that is not empty', { accountSID: '' }],
    ['authToken must be a text that is not empty', { authToken: ' ' }],
    ['appid must be a text that is not empty', { appid: '' }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: 0 }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: -1 }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: NaN }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: Infinity }],
    ['timeoutMs must be a number of milliseconds above 0 and up to 2147483647', { timeoutMs: 2 ** 31 }],
  ])('are refused at once: %s', (why, options) => {
    expect(() => clientOf(options)).toThrow(new TypeError(why));
  });

  test('are refused where an environment variable was not there', () => {
    // @ts-expect-error a text that may be undefined is no text; programs in JavaScript hand it in all the same
    expect(() => clientOf({ authToken: undefined })).toThrow(
      new TypeError('authToken must be a text that is not empty'),
    );
  });

  test.each([
    ['http://sandbox.ytx.net', 'http://sandbox.ytx.net/201612/'],
    ['http://sandbox.ytx.net/', 'http://sandbox.ytx.net/201612/'],
    ['HTTP://Sandbox.YTX.net:80//', 'http://sandbox.ytx.net/201612/'],
    ['https://proxy.example:8443/ytx', 'https://proxy.example:8443/ytx/201612/'],
    [
      'http://127.0.0.1:4010/~alice/+app-offline/sandbox.ytx.net',
      'http://127.0.0.1:4010/~alice/+app-offline/sandbox.ytx.net/201612/',
    ],
    ['http://[::1]:4010/%7Ealice', 'http://[::1]:4010/%7Ealice/201612/'],
  ])('take the base URL %s', (baseUrl, start) => {
    const { url } = clientOf({ baseUrl }).prepare('createMeeting', weeklyFields);
    expect(url.slice(0, start.length)).toBe(start);
  });
});
