import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, serve, tidyUp, understudy } from '../support/cli.js';

let url = '';
let caDir = '';
beforeAll(async () => {
  caDir = join(folderWith(), 'ca');
  ({ url } = await serve(['--ca-dir', caDir]));
});
afterAll(tidyUp);

const sign = (args: readonly string[]) => understudy(['sign', ...args]);

describe('understudy sign --send', () => {
  test('sends the request, and prints status line, headers of interest and body', async () => {
    const { code, stdout, stderr } = await sign(['ytx', '--url', url, '--send']);
    expect([code, stderr]).toEqual([0, '']);
    const [statusLine, ...lines] = stdout.split('\n');
    expect(statusLine).toBe('HTTP/1.1 200 OK');
    expect(lines).toContain('simulator-space: default');
    expect(lines.at(-2)).toMatch(/^\{"statusCode":"0","statusMsg":\{"meid":"001"/);
    expect(stdout).not.toMatch(/^(date|connection|content-length):/im);
  });

  test.each<readonly [string, readonly string[], number, RegExp]>([
    ['a request of XYLink', ['xylink'], 0, /^HTTP\/1\.1 200 OK\n/],
    ['an application that is offline', ['ytx', '--app', 'app:offline'], 1, /"statusCode":"-205"/],
    [
      'a wrong signature',
      ['xylink', '--signature', 'wrong'],
      1,
      /simulator-refused-by: xylink\/signature-one-is-right/,
    ],
    ['a scenario', ['ytx', '--scenario', 'exceptional'], 1, /^HTTP\/1\.1 [^]*simulator-scenario/],
    ['a header of its own', ['ytx', '--header', 'Authorization:'], 1, /ytx\/authorization-is-readable/],
  ])('%s: the exit code says whether the provider accepts it', async (_name, args, code, shape) => {
    const ended = await sign([...args, '--url', `${url}/~send`, '--send']);
    expect(ended).toMatchObject({ code, stderr: '' });
    expect(ended.stdout).toMatch(shape);
  });

  test('goes through TLS with the local CA, and with no other', async () => {
    const secure = url.replace('http:', 'https:');
    const ended = await sign(['ytx', '--url', secure, '--ca-dir', caDir, '--send']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const other = await sign(['ytx', '--url', secure, '--ca-dir', join(folderWith(), 'ca'), '--send']);
    expect(other).toMatchObject({ code: 3, stdout: '' });
    expect(other.stderr).toMatch(/^understudy: no reply from https:.*\n$/);
  });

  test('says in one line that there is no reply', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { readonly port: number };
    server.close();
    await once(server, 'close');
    const closed = `http://127.0.0.1:${port}`;
    expect(await sign(['ytx', '--url', closed, '--send'])).toEqual({
      code: 3,
      stdout: '',
      stderr: `understudy: no reply from ${closed}: nothing listens there\n`,
    });
    expect((await sign(['ytx', '--url', url, '--scenario', 'reset-before-headers', '--send'])).stderr).toContain(
      'was cut',
    );
  });

  test('excludes the other outputs', async () => {
    const { code, stderr } = await sign(['ytx', '--send', '--curl']);
    expect([code, stderr]).toEqual([2, 'understudy: --send and --curl exclude each other; pass one of them\n']);
  });
});

describe('understudy sign --http', () => {
  test('prints a request that is accepted as it stands', async () => {
    const { stdout } = await sign(['ytx', '--url', `${url}/~http`, '--http']);
    const [head = '', body] = stdout.split('\n\n');
    const [line = '', ...lines] = head.split('\n');
    const [method = '', address = ''] = line.split(' ');
    const headers = Object.fromEntries(lines.map((each) => each.split(': ') as [string, string]));
    expect(await (await fetch(address, { method, headers, body: body?.trim() ?? '' })).text()).toContain(
      '"statusCode":"0"',
    );
  });
});
