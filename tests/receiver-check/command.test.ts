import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp, understudy } from '../support/cli.js';
import { dismiss, perfect, receiver, taking } from './receivers.js';

afterEach(dismiss);
afterAll(tidyUp);

const check = (...args: readonly string[]): ReturnType<typeof understudy> =>
  understudy(['callbacks', 'check', ...args], { env: { GITHUB_STEP_SUMMARY: '' } });

describe('understudy callbacks check', () => {
  test('exits with 0 where the receiver passes everything, and reports each probe', async () => {
    const { url } = await receiver(perfect);
    const { code, stdout, stderr } = await check(`${url}?key=of-ours`, '--provider', 'ytx');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✓ ytx\/callRecord: it is accepted \d+ ms\n/);
    expect(stdout).toMatch(/\nytx: \d+ replies, half of them within \d+ ms, the slowest after \d+ ms\n/);
    expect(stdout).toMatch(/\n\d\d passed, 0 failed\n$/);
    expect(stdout).not.toContain('of-ours');
  });

  test('exits with 1 where it does not, and writes the reports that are asked for', async () => {
    const { url } = await receiver(taking((_event, { target }) => (target === '/hook' ? [200] : [404])));
    const folder = folderWith();
    const files = { junit: join(folder, 'new', 'check.xml'), json: join(folder, 'check.json') };
    const { code, stdout } = await check(url, '--case', 'a query key', '--junit', files.junit, '--json', files.json);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ ytx\/all: a query key .* \d+ ms\n\n✗ ytx\/all: /);
    expect(stdout).toMatch(/\n0 passed, 1 failed\n$/);
    expect(readFileSync(files.junit, 'utf8')).toContain('<failure message="number 1 of 2: the receiver returned 404');
    expect(JSON.parse(readFileSync(files.json, 'utf8'))).toMatchObject({ totals: { passed: 0, failed: 1 } });
  });

  test('exits with 3 where no server listens, in one line', async () => {
    const { url } = await receiver(perfect);
    await dismiss();
    expect(await check(url)).toEqual({
      code: 3,
      stdout: '',
      stderr: `understudy: ${url} cannot be reached: the connection was refused (ECONNREFUSED)\n`,
    });
  });

  test('sends nothing with --list, and names what it would play', async () => {
    const { code, stdout } = await check('--list', '--provider', 'ytx', '--event', 'callRecord', '--case', '*parties*');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'ytx/callRecord: a record of 500 parties is accepted\n' });
  });

  test('fails a probe after the time limit of the receiver', async () => {
    const { url } = await receiver(() => undefined);
    const only = ['--case', 'ytx/callRecord: it is accepted'];
    const { code, stdout } = await check(url, ...only, '--callback-timeout', 'PT0.02S');
    expect(code).toBe(1);
    expect(stdout).toMatch(/\n {2}wrong {2}no complete reply in time\n/);
  });

  test.each([
    ['no receiver', [], /the receiver must be an http or https URL/],
    ['a receiver without a scheme', ['localhost:3000'], /the receiver must be an http or https URL/],
    ['a receiver with a password', ['http://me:hush@127.0.0.1/'], /without user and password/],
    ['a receiver with a fragment', ['http://127.0.0.1/#a'], /without a fragment/],
    ['a receiver on another machine', ['http://192.0.2.7/'], /192\.0\.2\.7 is another.*--callback-allow 192\.0\.2\.7/],
    ['an invalid allowance', ['http://127.0.0.1:9/', '--callback-allow', 'a:1'], /--callback-allow: "a:1" is no/],
    ['an unknown provider', ['http://127.0.0.1:9/', '--provider', 'zoom'], /unknown provider "zoom"/],
    ['an unknown event', ['http://127.0.0.1:9/', '--event', 'callRecrd'], /did you mean callRecord\?/],
    ['an unknown probe', ['http://127.0.0.1:9/', '--case', 'frob'], /--list prints all names/],
    ['an unknown spelling', ['http://127.0.0.1:9/', '--spelling', 'custom'], /both, customParm, CustomParm/],
    ['an invalid timeout', ['http://127.0.0.1:9/', '--callback-timeout', '2'], /--callback-timeout/],
  ])('reports %s in one line', async (_name, args, words) => {
    const { code, stdout, stderr } = await check(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('hush');
  });
});

test('understudy callbacks shows its help', async () => {
  const { code, stderr } = await understudy(['callbacks']);
  expect(code).toBe(2);
  expect(stderr).toContain('  understudy callbacks check http://127.0.0.1:3000/callbacks --provider ytx');
});
