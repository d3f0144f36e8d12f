import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, type Place, script, serve, type Serving, tidyUp, top, understudy } from '../support/cli.js';
import { sentByCurl, wordsIn } from '../support/curl.js';
import { teamWorld, teamYaml } from '../support/team-world.js';

afterEach(tidyUp);

const accepted = '{"statusCode":"0","statusMsg":{"meid":"001"';

/** The line that `serve` offers for trying it out. */
const offered = ({ said }: Serving): string => /^Try it: {2}(.*)$/m.exec(said)?.[1] ?? '';

/** What comes of the offered line in a shell that stands in this folder: a program and its arguments. */
async function tried(serving: Serving, { cwd = top, program = { argv0: process.execPath, script } }: Place = {}) {
  const line = offered(serving);
  expect(line).toMatch(/ --send$/);
  const [interpreter, file = '', ...args] = wordsIn(line);
  expect([interpreter, resolve(cwd, file)]).toEqual([program.argv0, program.script]);
  const { stdout, stderr } = await understudy(args, { cwd });
  expect(stderr).toBe('');
  return stdout;
}

const mepwdAt = async ({ url }: Serving): Promise<string | undefined> => {
  const { stdout } = await understudy(['sign', 'ytx', '--url', url, '--curl']);
  return /"mepwd":"(\d{6})"/.exec(await sentByCurl(stdout))?.[1];
};

/** Which status the control API answers with, where it asks for the token. */
const controlStatus = async (url: string, headers: Record<string, string> = {}): Promise<number> => {
  const response = await fetch(`${url}/_simulator/spaces`, { headers });
  await response.text();
  return response.status;
};

describe('understudy serve', () => {
  test('says where each provider and the control API are', async () => {
    const { url, said, written } = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(said).toMatch(new RegExp(`^ {2}ytx sandbox +${url}/sandbox\\.ytx\\.net$`, 'm'));
    expect(said).toMatch(new RegExp(`^ {2}ytx production +${url}/api\\.ytx\\.net$`, 'm'));
    expect(said).toMatch(new RegExp(`^ {2}control API +${url}/_simulator/$`, 'm'));
    expect(said).not.toContain('token');
    expect(await controlStatus(url)).toBe(200);
    expect(written()).toEqual({ stdout: said, stderr: '' });
  });

  test.each([
    ['the top of the package', top],
    ['dist', dirname(script)],
    ['another folder', tmpdir()],
    ['the root', '/'],
  ])('offers a line that works in %s', async (_name, cwd) => {
    expect(await tried(await serve([], { cwd }), { cwd })).toContain(accepted);
  });

  test('offers the script by its path from here', async () => {
    const serving = await serve([], { program: { argv0: 'node', script } });
    expect(offered(serving)).toBe(`node dist/simulator/cli.js sign ytx --url ${serving.url} --send`);
  });

  test('offers its own name when a shell finds it by that, and a path under npm, where a shell does not', async () => {
    const folder = join(top, 'bin');
    const program = { argv0: process.execPath, script: join(folder, 'understudy') };
    const serving = await serve([], { program, cwd: '/', env: { PATH: `/usr/bin:${folder}` } });
    expect(offered(serving)).toBe(`understudy sign ytx --url ${serving.url} --send`);
    const bin = join(top, 'node_modules/.bin');
    const under = { argv0: process.execPath, script: join(bin, 'understudy') };
    const byNpm = await serve([], { program: under, env: { PATH: `${bin}:/usr/bin` } });
    expect(offered(byNpm)).toMatch(/^node_modules\/\.bin\/understudy sign /);
  });

  test('offers a line that works in a folder with an odd name, and above it', async () => {
    const cwd = join(folderWith(), "it's $(mine)");
    mkdirSync(cwd);
    const program = { argv0: process.execPath, script: join(cwd, 'cli.js') };
    for (const place of [
      { cwd, program },
      { cwd: dirname(cwd), program },
    ]) {
      expect(await tried(await serve([], place), place)).toContain(accepted);
    }
  });

  test('takes its port from PORT, and prefers the flag', async () => {
    const { url } = await serve([], { env: { PORT: '0' } });
    expect(url).not.toMatch(/:(0|4010)$/);
    const preferred = await serve(['--port', '0'], { env: { PORT: '1' } });
    expect(preferred.url).not.toMatch(/:1$/);
  });

  test('draws the same from the same seed in another simulator', async () => {
    const drawn: (string | undefined)[] = [];
    for (const seed of ['friday', 'friday', 'monday']) drawn.push(await mepwdAt(await serve(['--seed', seed])));
    expect(drawn[0]).toMatch(/^\d{6}$/);
    expect(drawn[1]).toBe(drawn[0]);
    expect(drawn[2]).not.toBe(drawn[0]);
  });

  test('starts its clock at the given time, and offers a command line signed for that time', async () => {
    const serving = await serve(['--start-at', '2031-03-01T00:00:00-05:00']);
    const { now } = (await (await fetch(`${serving.url}/_simulator/clock`)).json()) as { readonly now: string };
    expect(now).toMatch(/^2031-03-01T13:0\d:.*\+08:00$/);
    expect(await tried(serving)).toContain(accepted);
  });

  test.each([
    ['YAML', 'our team.yaml', teamYaml],
    ['JSON', 'team.json', JSON.stringify(teamWorld, undefined, '\t')],
    ['JSON that begins with a byte order mark', 'bom.json', `\uFEFF${JSON.stringify(teamWorld)}`],
  ])('starts from a world in %s, and offers a line signed for its cast', async (_kind, name, content) => {
    const cwd = folderWith({ [name]: content });
    const serving = await serve(['--world', name], { cwd });
    const cast = (await (await fetch(`${serving.url}/_simulator/cast`)).json()) as object;
    expect(cast).toHaveProperty(['ytx', 'account:active', 'authToken'], 'team-token-70000001');
    expect(serving.said).not.toContain('team-token');
    expect(await tried(serving, { cwd })).toContain(accepted);
  });

  test('offers no command line when its world has no account that could sign it', async () => {
    const cwd = folderWith({ 'empty.yaml': 'ytx: {}\n' });
    const serving = await serve(['--world', 'empty.yaml'], { cwd });
    expect(serving.said).toContain('/_simulator/');
    expect(serving.said).not.toContain('Try it');
  });

  test('says what it knows in headers, and nothing when it is to be faithful', async () => {
    expect(await tried(await serve())).toMatch(/^simulator-exchange: 1$/m);
    const faithful = await tried(await serve(['--faithful']));
    expect(faithful).toContain(accepted);
    expect(faithful).not.toMatch(/^simulator-/im);
  });

  test('keeps the given number of journal entries', async () => {
    const serving = await serve(['--journal-entries', '1']);
    await tried(serving);
    await tried(serving);
    const journal = (await (await fetch(`${serving.url}/_simulator/journal`)).json()) as {
      exchanges: { id: number }[];
    };
    expect(journal.exchanges.map(({ id }) => id)).toEqual([2]);
  });

  test.each([
    [['--callback-allow', 'receiver.test', '10.0.0.0/8', 'fd00::/8', '--callback-timeout', 'PT60S']],
    [['--callback-allow', 'Receiver.test', '--callback-allow', '::1', '--callback-timeout', 'PT0.05S']],
  ])('takes %j: whom callbacks may reach, and how long they wait', async (flags) => {
    const { url } = await serve(flags);
    expect(await controlStatus(url)).toBe(200);
  });

  test('takes limits of its own for requests', async () => {
    const flags = ['--max-connections', '5', '--header-timeout', 'PT5S', '--request-timeout', 'PT0.03S'];
    const { url } = await serve([...flags, '--max-header-bytes', '1024']);
    expect(await controlStatus(url)).toBe(200);
    expect(await controlStatus(url, { long: 'x'.repeat(1024) })).toBe(431);
    const half = request(`${url}/_simulator/clock`, { method: 'PUT', headers: { 'Content-Length': 9 }, agent: false });
    half.write('half');
    const [response] = (await once(half, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(408);
    half.destroy();
  });

  test('demands a token for its control API, said once, where other machines can reach it', async () => {
    const { url, said } = await serve(['--host', '0.0.0.0']);
    const [, token = ''] = /control token \(shown only now\): (\S{24})$/m.exec(said) ?? [];
    expect(said.split(token)).toHaveLength(2);
    const here = url.replace('0.0.0.0', '127.0.0.1');
    expect(await controlStatus(here)).toBe(401);
    expect(await controlStatus(here, { Authorization: 'Bearer wrong' })).toBe(401);
    expect(await controlStatus(here, { Authorization: `Bearer ${token}` })).toBe(200);
  });

  test('says without a token that it is up, under any name', async () => {
    const { url } = await serve(['--host', '0.0.0.0']);
    const here = url.replace('0.0.0.0', '127.0.0.1');
    const response = await fetch(`${here}/_simulator/health`);
    expect(await response.json()).toEqual({ status: 'ok', version: expect.any(String) as unknown });
  });

  test('demands no token for the providers', async () => {
    const serving = await serve(['--host', '0.0.0.0']);
    expect(await tried(serving)).toContain(accepted);
  });

  test('makes another token each time', async () => {
    const [one, other] = await Promise.all([serve(['--host', '0.0.0.0']), serve(['--host', '0.0.0.0'])]);
    const tokenIn = ({ said }: Serving): string | undefined => /shown only now\): (\S+)/.exec(said)?.[1];
    expect(tokenIn(one)).not.toBe(tokenIn(other));
  });

  test('demands a token that it was given, and does not say it', async () => {
    const { url, said } = await serve(['--control-token', 'open-sesame']);
    expect(said).not.toContain('open-sesame');
    expect(await controlStatus(url)).toBe(401);
    expect(await controlStatus(url, { Authorization: 'Bearer open-sesame' })).toBe(200);
  });

  test('demands none on localhost, which only this machine can reach', async () => {
    const { url, said } = await serve(['--host', 'localhost']);
    expect(said).not.toContain('token');
    expect(await controlStatus(url)).toBe(200);
  });

  test('reports a port in use in one line', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, stdout, stderr } = await understudy(['serve', '--port', String(port)]);
    taken.close();
    expect(stderr).toBe(
      `understudy: port ${port} on 127.0.0.1 is in use; choose another one with --port (0 picks a free one)\n`,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test.each(['192.0.2.1', 'no-such-host.invalid', 'a b'])(
    'reports in one line that it cannot listen at %s',
    async (host) => {
      const { code, stdout, stderr } = await understudy(['serve', '--port', '0', '--host', host]);
      expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
      expect(stderr).toContain(host);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
  );
});
