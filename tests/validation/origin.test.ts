import { describe, expect, test } from '@jest/globals';
import { originOf } from '../../contracts/suite/targets/sandbox.js';

const part = (baseUrls: Readonly<Record<string, string>>) => ({ baseUrls, cast: {}, requestsPerSecond: 1 });
const ytx = part({ 'sandbox.ytx.net': 'http://sandbox.ytx.net', 'api.ytx.net': 'http://api.ytx.net' });
const xylink = part({ 'sdk.xylink.com': 'https://sdk.xylink.com' });

describe('who answers at the base URLs of a profile', () => {
  test('is the provider where all of them are its own', () => {
    expect(originOf({ providers: { ytx, xylink }, budget: 1 })).toBe('provider');
  });

  test.each([
    { kind: 'loopback', url: 'http://127.0.0.1:4010/sandbox.ytx.net' },
    { kind: 'another port of its host', url: 'http://sandbox.ytx.net:8080' },
    { kind: 'a host that ends like its own', url: 'http://not-sandbox.ytx.net' },
    { kind: 'a host that begins like its own', url: 'http://sandbox.ytx.net.invalid' },
    { kind: 'its host as somebody’s name', url: 'http://sandbox.ytx.net@127.0.0.1' },
    { kind: 'a host of the other provider', url: 'https://sdk.xylink.com' },
  ])('is a stand-in with $kind among them', ({ url }) => {
    const mixed = part({ ...ytx.baseUrls, 'sandbox.ytx.net': url });
    expect(originOf({ providers: { ytx: mixed, xylink }, budget: 1 })).toBe('stand-in');
  });
});
