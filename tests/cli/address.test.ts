import { afterEach, describe, expect, test } from '@jest/globals';
import { cannotListen, isLoopback, reachableUrls } from '../../simulator/cli/shared/banner.js';
import { BadUse } from '../../simulator/cli/shared/flags.js';
import { serve, tidyUp } from '../support/cli.js';

afterEach(tidyUp);

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

describe('the addresses in the banner', () => {
  const interfaces = [
    { address: '127.0.0.1', internal: true },
    { address: '192.168.1.7', internal: false },
    { address: '::1', internal: true },
    { address: 'fe80::1', internal: false },
    { address: '2001:db8::7', internal: false },
    { address: '10.0.0.7', internal: false },
  ];
  const urlsAt = (host: string): readonly string[] =>
    reachableUrls({ url: `http://${host}:4010`, port: 4010, host }, interfaces);
  const v4 = ['http://127.0.0.1:4010', 'http://192.168.1.7:4010', 'http://10.0.0.7:4010'];

  test.each(['127.0.0.1', 'localhost', '192.168.1.7'])('are the one that was asked for, %s', (host) => {
    expect(urlsAt(host)).toEqual([`http://${host}:4010`]);
  });

  test('are loopback and those of the interfaces for 0.0.0.0, and those of IPv6 for ::', () => {
    expect(urlsAt('0.0.0.0')).toEqual(v4);
    expect(urlsAt('::')).toEqual([...v4, 'http://[2001:db8::7]:4010']);
  });

  test('lead this machine to the simulator, and name the way for others', async () => {
    const { url, said } = await serve(['--host', '0.0.0.0'], { interfaces: () => interfaces });
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect((await fetch(`${url}/_simulator/health`)).status).toBe(200);
    expect(said).toContain(`Other machines reach it at http://192.168.1.7:${new URL(url).port}\n`);
    expect(said).not.toContain('0.0.0.0');
    expect(said).toContain(`sign ytx --url ${url}`);
  });

  test('are in the first JSON line', async () => {
    const { said } = await serve(['--host', '0.0.0.0', '--log', 'json'], { interfaces: () => interfaces.slice(0, 2) });
    const [line = ''] = said.split('\n');
    expect(JSON.parse(line)).toEqual({
      listening: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      others: [expect.stringMatching(/^http:\/\/192\.168\.1\.7:\d+$/)],
    });
  });
});
