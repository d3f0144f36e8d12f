import { describe, expect, test } from '@jest/globals';
import { cannotListen, isLoopback } from '../../simulator/cli/shared/banner.js';
import { BadUse } from '../../simulator/cli/shared/flags.js';

const withCode = (code: string): Error => Object.assign(new Error('listen'), { code });

describe('the address to bind to', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', 'localhost', 'LOCALHOST'])(
    'is this machine’s own at %s',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  test.each(['0.0.0.0', '::', '192.168.1.7', '127.example.com', '127.1', 'localhost.example.com', ''])(
    'may be reached by others at "%s"',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );

  test.each([
    ['EADDRINUSE', /^port 80 on 10\.0\.0\.1 is in use; .*--port/],
    ['EACCES', /^port 80 on 10\.0\.0\.1 needs more permissions; .*--port/],
    ['EADDRNOTAVAIL', /^10\.0\.0\.1 is not an address of this machine; .*--host/],
    ['EAFNOSUPPORT', /^10\.0\.0\.1 is not an address of this machine; .*--host/],
    ['ENOTFOUND', /^10\.0\.0\.1 is not an address of this machine; .*--host/],
    ['EAI_AGAIN', /^cannot listen on 10\.0\.0\.1, port 80 \(EAI_AGAIN\)$/],
  ])('is the user’s to mend when the system says %s', (code, words) => {
    const error = cannotListen(withCode(code), { host: '10.0.0.1', port: 80 });
    expect(error).toBeInstanceOf(BadUse);
    expect((error as BadUse).message).toMatch(words);
  });

  test('is not to blame for what is no system error', () => {
    const bug = new TypeError('ours');
    expect(cannotListen(bug, { host: '10.0.0.1', port: 80 })).toBe(bug);
  });
});
