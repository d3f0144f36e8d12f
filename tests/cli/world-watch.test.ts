import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { judge } from '../../simulator/platform/judge.js';
import { startingWorld } from '../../simulator/index.js';
import { folderWith, serve, type Serving, tidyUp, top, understudy } from '../support/cli.js';

afterEach(tidyUp);

const worldWith = (sid: string): string => `ytx: { accounts: { ${sid}: { authToken: token0001 } } }\n`;

/** The accounts of a space. */
async function accountsIn({ url }: Serving, space = ''): Promise<readonly string[]> {
  const world = (await (await fetch(`${url}${space}/_simulator/world`)).json()) as typeof startingWorld;
  return Object.keys(world['ytx']?.['accounts'] ?? {});
}

/** Asks until the log has this line. */
async function logged(serving: Serving, shape: RegExp): Promise<void> {
  while (!shape.test(serving.written().stderr)) await accountsIn(serving);
}

/** Serves a watched file whose changes the test reports itself. */
async function watched() {
  const cwd = folderWith({ 'world.yaml': worldWith('first001') });
  let changed = (): void => undefined;
  const paths: string[] = [];
  const watchFile = (path: string, onChange: () => void): (() => void) => {
    paths.push(path);
    changed = onChange;
    return () => paths.push('ended');
  };
  const serving = await serve(['--world', 'world.yaml', '--watch'], { cwd, watchFile });
  const write = (text: string): void => {
    writeFileSync(join(cwd, 'world.yaml'), text);
    changed();
  };
  return { serving, write, paths, cwd };
}

describe('understudy serve --watch', () => {
  test('starts new spaces, reset spaces and unused ones from the changed file', async () => {
    const { serving, write, paths, cwd } = await watched();
    expect(await accountsIn(serving, '/~unused')).toEqual(['first001']);
    await fetch(`${serving.url}/~used/sandbox.ytx.net/201612/sid/x/call/TeleMeeting.wx`, {
      method: 'POST',
      body: '{}',
    });
    write(worldWith('second01'));
    await logged(serving, /reloaded world\.yaml/);
    for (const space of ['', '/~unused', '/~new']) expect(await accountsIn(serving, space)).toEqual(['second01']);
    expect(await accountsIn(serving, '/~used')).toEqual(['first001']);
    await fetch(`${serving.url}/~used/_simulator/reset`, { method: 'POST' });
    expect(await accountsIn(serving, '/~used')).toEqual(['second01']);
    await serving.stop();
    expect(paths).toEqual([join(cwd, 'world.yaml'), 'ended']);
  });

  test('a space whose world was changed keeps it', async () => {
    const { serving, write } = await watched();
    const headers = { 'content-type': 'application/merge-patch+json' };
    const body = JSON.stringify({ ytx: { accounts: { patched1: { authToken: 'token0003' } } } });
    const { status } = await fetch(`${serving.url}/_simulator/world`, { method: 'PATCH', headers, body });
    expect(status).toBe(200);
    write(worldWith('second01'));
    await logged(serving, /reloaded/);
    expect(await accountsIn(serving)).toEqual(['first001', 'patched1']);
  });

  test('an invalid file changes nothing, is one line in the log, and can be repaired', async () => {
    const { serving, write } = await watched();
    write('ytx: { accounts: { second01: {} } }\n');
    await logged(serving, /\n/);
    expect(serving.written().stderr).toMatch(
      /^understudy: world\.yaml is not a valid world: \/ytx\/accounts\/second01\/authToken is missing.*; the simulator keeps the world that it has\n$/,
    );
    expect(await accountsIn(serving, '/~new')).toEqual(['first001']);
    write(worldWith('third001'));
    await logged(serving, /reloaded/);
    expect(await accountsIn(serving, '/~newer')).toEqual(['third001']);
  });

  test('notices that the file is written', async () => {
    const cwd = folderWith({ 'world.yaml': worldWith('first001') });
    const serving = await serve(['--world', 'world.yaml', '--watch'], { cwd });
    writeFileSync(join(cwd, 'world.yaml'), worldWith('second01'));
    await logged(serving, /reloaded/);
    expect(await accountsIn(serving)).toEqual(['second01']);
  });

  test('needs a file', async () => {
    expect((await understudy(['serve', '--watch'])).stderr).toBe('understudy: --watch needs --world or --stubs\n');
  });
});

describe('understudy world init', () => {
  test('prints the included world, each role beside its entity', async () => {
    const { stdout } = await understudy(['world', 'init']);
    expect(load(stdout)).toEqual(JSON.parse(JSON.stringify(startingWorld)));
    expect(stdout).toContain('ac000000000000000000000000000001: # account:active\n');
    expect(stdout).toContain("'910000000001': # room:running\n");
  });

  test.each([
    ['the package', top],
    ['another folder', '/'],
  ])('names a schema that exists, from %s', async (_name, cwd) => {
    const { stdout } = await understudy(['world', 'init'], { cwd });
    const [, file = ''] = /^# yaml-language-server: \$schema=(.*)\n/.exec(stdout) ?? [];
    expect(existsSync(resolve(cwd, file))).toBe(true);
    const schema = JSON.parse(readFileSync(resolve(cwd, file), 'utf8')) as object;
    expect(judge(schema, load(stdout))).toEqual([]);
    expect(judge(schema, { ytx: { accounts: { second01: {} } } })).toMatchObject([
      { pointer: '/ytx/accounts/second01/authToken' },
    ]);
  });
});
