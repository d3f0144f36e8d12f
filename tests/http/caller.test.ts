import { describe, expect, test } from '@jest/globals';
import { clientIpOf } from '../../simulator/http/request-address.js';

const from = (remoteAddress: string | undefined, wished?: string) =>
  clientIpOf({ rawHeaders: wished === undefined ? [] : ['simulator-caller', wished], socket: { remoteAddress } });

describe('who calls', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:C000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    [undefined, ''],
  ])('the other end of the connection, %s, is %s', (remote, expected) => {
    expect(from(remote)).toEqual({ clientIp: expected });
  });

  test.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('%s may choose another address', (remote) => {
    expect(from(remote, '203.0.113.9')).toEqual({ clientIp: '203.0.113.9' });
  });

  test.each(['192.0.2.7', '::2', '::ffff:192.0.2.7', '10.127.0.1'])('%s may not', (remote) => {
    expect(from(remote, '203.0.113.9')).not.toEqual({ clientIp: '203.0.113.9' });
  });

  test.each(['', 'localhost', '203.0.113.9, 203.0.113.10', '[::1]', '203.0.113.9:80', '1.2.3'])(
    'a caller cannot be "%s"',
    (wished) => {
      expect(from('127.0.0.1', wished)).toMatchObject({ problem: { status: 400 } });
    },
  );
});
