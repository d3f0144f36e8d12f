import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, script, tidyUp } from '../support/cli.js';
import { endProcesses, serveProcess, type ServingProcess, shell } from '../support/process.js';

afterEach(endProcesses);
afterEach(tidyUp);

const accepted = '{"statusCode":"0","statusMsg":{"meid":"001"';

/** The line that `serve` offers for trying it out. */
const offered = ({ said }: ServingProcess): string => /^Try it: {2}(.*)$/m.exec(said)?.[1] ?? '';

/** A search path that begins with this folder and finds node. */
const pathFrom = (folder: string): string => [folder, dirname(process.execPath), process.env['PATH']].join(':');

describe('the line that serve offers runs in a shell', () => {
  test('by its own name when a shell finds it by that', async () => {
    const folder = folderWith();
    symlinkSync(script, join(folder, 'understudy'));
    const env = { PATH: pathFrom(folder) };
    const serving = await serveProcess([], { command: ['understudy'], cwd: '/', env });
    expect(offered(serving)).toBe(`understudy sign ytx --url ${serving.url} --send`);
    expect((await shell(offered(serving), { cwd: '/', env })).stdout).toContain(accepted);
  });

  test('by a path under npm, which finds programs where a shell does not', async () => {
    const cwd = folderWith();
    const bin = join(cwd, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(script, join(bin, 'understudy'));
    const serving = await serveProcess([], { command: ['understudy'], cwd, env: { PATH: pathFrom(bin) } });
    expect(offered(serving)).toMatch(/^node_modules\/\.bin\/understudy sign /);
    expect((await shell(offered(serving), { cwd })).stdout).toContain(accepted);
  });

  test('in a folder with an odd name, with the interpreter as it was typed', async () => {
    const cwd = join(folderWith(), "it's $(mine)");
    mkdirSync(cwd);
    symlinkSync(script, join(cwd, 'cli.js'));
    const env = { PATH: pathFrom(dirname(process.execPath)) };
    const serving = await serveProcess([], { cwd, env, command: ['sh', '-c', 'exec node cli.js "$@"', 'sh'] });
    expect(offered(serving)).toMatch(/^node cli\.js sign ytx /);
    const { stdout, stderr } = await shell(offered(serving), { cwd, env });
    expect(stderr).toBe('');
    expect(stdout).toContain(accepted);
  });
});
