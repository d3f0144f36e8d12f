import { afterAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { folderWith, serve, tidyUp, top, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';
import { teamWorld } from '../support/team-world.js';
import { commandsIn } from './by-command.js';

afterAll(tidyUp);

describe('understudy errors', () => {
  test('prints the document', async () => {
    const { stdout, stderr } = await understudy(['errors']);
    expect(stderr).toBe('');
    expect(stdout).toBe(readFileSync(`${top}docs/errors.md`, 'utf8'));
  });

  test('prints the errors of one provider, faults included', async () => {
    const { stdout } = await understudy(['errors', 'ytx']);
    expect(stdout).toContain('\n### ytx/app-offline\n');
    expect(stdout).toContain('\n### hang\n');
    expect(stdout).not.toContain('xylink');
  });

  test('prints commands that can be sent as they are, signed for now', async () => {
    const { url } = await serve();
    const { stdout } = await understudy(['errors', 'ytx', '--live', '--url', `${url}/`]);
    const [, production = ''] = commandsIn(stdout).get('ytx/app-offline') ?? [];
    expect(await sentByCurl(production)).toContain('simulator-refused-by: ytx/application-is-online\r\n');
  });

  test('says beside a command whom its world does not have', async () => {
    const cwd = folderWith({ 'team.json': JSON.stringify(teamWorld) });
    const { stdout } = await understudy(['errors', 'ytx', '--live', '--world', 'team.json'], { cwd });
    expect(stdout).toContain(
      '\n# this world has no application for the role "app:offline"; add it under cast, or give an appid with --app\n',
    );
    expect(stdout).toContain('/sid/team00000000000000000000000000ac/');
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ['an unknown provider', ['ytxx'], /^understudy: unknown provider "ytxx"; did you mean ytx\?\n$/],
    ['an address without commands', ['--url', 'http://127.0.0.1:4010'], /^understudy: --url, .* need --live\n$/],
    ['an invalid address', ['--live', '--url', 'here'], /^understudy: --url must be a URL.*\n$/],
  ])('says in one line what is wrong with %s', async (_name, args, says) => {
    const { code, stdout, stderr } = await understudy(['errors', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });
});
