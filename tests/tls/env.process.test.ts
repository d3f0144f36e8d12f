import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp, understudy } from '../support/cli.js';

afterEach(tidyUp);

/** The variables that a POSIX shell would have after these lines; undefined for those that it would unset. */
function variablesIn(lines: string): Readonly<Record<string, string | undefined>> {
  const variables = new Map<string, string | undefined>();
  for (const [, name, value, removed = ''] of lines.matchAll(/^(?:export (\w+)='(.*)'|unset (\w+))$/gm)) {
    variables.set(name ?? removed, value?.replaceAll(`'\\''`, "'"));
  }
  return Object.fromEntries(variables);
}

const env = async (args: readonly string[], variables: Readonly<Record<string, string>>) => {
  const { code, stdout, stderr } = await understudy(['env', ...args], { env: variables });
  expect([code, stderr]).toEqual([0, '']);
  return variablesIn(stdout);
};

describe('understudy env', () => {
  test('names the proxy, and files with the roots of the system and the CA', async () => {
    const ca = join(folderWith({}), 'a b/ca');
    const set = await env(['--url', 'http://127.0.0.1:4011', '--space', 'alice'], { UNDERSTUDY_CA_DIR: ca });
    expect(set).toMatchObject({
      http_proxy: 'http://alice:x@127.0.0.1:4011',
      HTTPS_PROXY: 'http://alice:x@127.0.0.1:4011',
      NO_PROXY: 'localhost,127.0.0.1,::1',
      NODE_EXTRA_CA_CERTS: join(ca, 'ca.pem'),
      SSL_CERT_FILE: join(ca, 'bundle.pem'),
      REQUESTS_CA_BUNDLE: join(ca, 'bundle.pem'),
      CURL_CA_BUNDLE: join(ca, 'bundle.pem'),
    });
    expect(set['JAVA_TOOL_OPTIONS']).toContain('-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=4011');
    expect(set['JAVA_TOOL_OPTIONS']).toContain(`"-Djavax.net.ssl.trustStore=${join(ca, 'truststore.jks')}"`);
    expect(readFileSync(join(ca, 'bundle.pem'), 'utf8')).toContain(readFileSync(join(ca, 'ca.pem'), 'utf8').trim());
    const preload = set['NODE_OPTIONS']?.replace('--import ', '') ?? '';
    expect(existsSync(new URL(preload))).toBe(true);
  });

  test('keeps what the variables have, and --unset restores it, however often they were set', async () => {
    const folder = folderWith({});
    const { stdout: pem } = await understudy(['ca', '--pem'], { env: { UNDERSTUDY_CA_DIR: join(folder, 'other') } });
    writeFileSync(join(folder, 'own.pem'), pem);
    const before = {
      UNDERSTUDY_CA_DIR: join(folder, 'ca'),
      NODE_OPTIONS: '--max-old-space-size=100',
      NODE_EXTRA_CA_CERTS: join(folder, 'own.pem'),
      HTTP_PROXY: 'http://corporate.test:3128',
    };
    const once = await env([], before);
    expect(once['NODE_OPTIONS']).toMatch(/^--max-old-space-size=100 --import file:/);
    expect(readFileSync(once['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')).toContain(pem.trim());
    const after = { ...before, ...(once as Record<string, string>) };
    expect(await env([], after)).toEqual(once);
    const restored = await env(['--unset'], after);
    expect(restored).toEqual({
      ...Object.fromEntries(Object.keys(once).map((name) => [name, undefined])),
      NODE_OPTIONS: before.NODE_OPTIONS,
      NODE_EXTRA_CA_CERTS: before.NODE_EXTRA_CA_CERTS,
      HTTP_PROXY: before.HTTP_PROXY,
    });
  });

  test('writes the syntax of PowerShell and of a file', async () => {
    const variables = { UNDERSTUDY_CA_DIR: join(folderWith({}), 'ca') };
    const { stdout: powershell } = await understudy(['env', '--format', 'powershell'], { env: variables });
    expect(powershell).toMatch(/^\$env:http_proxy = 'http:\/\/127\.0\.0\.1:4010'$/m);
    const { stdout: dotenv } = await understudy(['env', '--format', 'dotenv'], { env: variables });
    expect(dotenv).toMatch(/^http_proxy=http:\/\/127\.0\.0\.1:4010$/m);
  });

  test.each([
    [['--unset'], {}, 'the variables of understudy env are not set here'],
    [['--url', 'http://127.0.0.1:4010/~a'], {}, '--url must not have a path here'],
    [['--space', 'a b'], {}, '--space: a b is not a name of a space'],
    [
      [],
      { NODE_EXTRA_CA_CERTS: '/nowhere.pem' },
      'the file of NODE_EXTRA_CA_CERTS with the local CA: the file does not',
    ],
    [[], { SSL_CERT_FILE: '/nowhere.pem' }, 'the file of SSL_CERT_FILE with the local CA: the file does not exist'],
    [['--ca-dir', '/dev/null/ca'], {}, 'cannot use the folder of the CA'],
  ])('rejects %j with %j', async (args, variables, says) => {
    const place = { env: { UNDERSTUDY_CA_DIR: join(folderWith({}), 'ca'), ...variables } };
    const { code, stdout, stderr } = await understudy(['env', ...args], place);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});

describe('understudy run', () => {
  const caDir = (): string => join(folderWith({}), 'ca');

  test('gives the command a simulator of its own behind the proxy, and returns its exit code', async () => {
    let reached: string | undefined;
    const { code, stdout } = await understudy(['run', '--ca-dir', caDir(), '--', 'book', '--now'], {
      async runAttached(command, { env }) {
        expect(command).toEqual(['book', '--now']);
        const { hostname, port } = new URL(env['http_proxy'] ?? '');
        expect(env['UNDERSTUDY_URL']).toBe(env['http_proxy']);
        const asked = request({ hostname, port, path: 'http://api.ytx.net/201612/x', agent: false }).end();
        const [reply] = (await once(asked, 'response')) as [IncomingMessage];
        reached = String(reply.headers['simulator-space']);
        reply.resume();
        return 7;
      },
    });
    expect([code, stdout, reached]).toEqual([7, '', 'default']);
  });

  test.each([
    [['--log', 'json'], /^\{"at":.*"outcome":"not-modelled".*\}\n$/],
    [['--log', 'text'], / NOT MODELLED: .*\/journal\/1\/diagnosis\n.* http-500 [^]*1 request is not modelled/],
    [[], /^.* NOT MODELLED: .*\/journal\/1\/diagnosis\n.*: 1 request is not modelled\. .* run --stubs FILE .*\n$/],
  ])('with %j prints requests on standard error', async (flags, printed) => {
    const { stdout, stderr } = await understudy(['run', ...flags, '--ca-dir', caDir(), '--', 'book'], {
      async runAttached(_command, { env }) {
        const { UNDERSTUDY_URL: url = '' } = env;
        await (await fetch(`${url}/sdk.xylink.com/nothing`)).text();
        if (flags.includes('text'))
          await (await fetch(`${url}/+http-500/sdk.xylink.com/api/rest/external/v1/callbacks`)).text();
        return 0;
      },
    });
    expect(stdout).toBe('');
    expect(stderr).toMatch(printed);
  });

  test('asks for a command behind --', async () => {
    const { code, stderr } = await understudy(['run', 'book']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('understudy run -- npm test')]);
  });
});
