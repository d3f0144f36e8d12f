import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, script, serve, tidyUp } from '../support/cli.js';
import { endProcesses, serveProcess, shell, understudyProcess } from '../support/process.js';

afterEach(endProcesses);
afterEach(tidyUp);

describe('a process of understudy', () => {
  test('exits with 0 and says nothing on standard error when all is well', async () => {
    expect(await understudyProcess(['--version'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown,
      stderr: '',
    });
  });

  test('exits with 2 and tells a mistake in one line on standard error', async () => {
    expect(await understudyProcess(['serv'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "understudy: unknown command 'serv' (Did you mean serve?)\n",
    });
  });

  test('writes all of a long output before it ends', async () => {
    const { stdout } = await shell(`"${process.execPath}" "${script}" atlas --live | tail -c 1 | od -An -c`);
    expect(stdout.trim()).toBe(String.raw`\n`);
    const { stdout: size } = await shell(`"${process.execPath}" "${script}" atlas | wc -c`);
    const { stdout: document } = await shell('wc -c < docs/failure-atlas.md');
    expect(size.trim()).toBe(document.trim());
  });

  test('reads a request from standard input', async () => {
    const request =
      'POST http://sandbox.ytx.net/201612/sid/x/call/TeleMeeting.wx HTTP/1.1\nHost: sandbox.ytx.net\n\n{}';
    const cwd = folderWith({ 'request.http': request });
    const { stdout } = await shell(`"${process.execPath}" "${script}" diagnose --request - --json < request.http`, {
      cwd,
    });
    expect(JSON.parse(stdout)).toMatchObject({ refusedBy: 'ytx/authorization-is-readable' });
  });

  test('takes its port from PORT', async () => {
    const { url } = await serveProcess([], { env: { PORT: '0' } });
    expect(url).not.toMatch(/:(0|4010)$/);
  });

  test('prints a command that a shell can run', async () => {
    const { url } = await serve();
    const { stdout } = await shell(`"${process.execPath}" "${script}" sign ytx --url ${url} --curl | sh`);
    expect(stdout).toContain('{"statusCode":"0","statusMsg":{"meid":"001"');
  });

  test('draws the same from the same seed as another process', async () => {
    const drawn: (string | undefined)[] = [];
    for (const seed of ['friday', 'friday', 'monday']) {
      const { url } = await serveProcess(['--seed', seed]);
      const { stdout } = await shell(`"${process.execPath}" "${script}" sign ytx --url ${url} --curl | sh`);
      drawn.push(/"mepwd":"(\d{6})"/.exec(stdout)?.[1]);
    }
    expect(drawn[0]).toMatch(/^\d{6}$/);
    expect(drawn[1]).toBe(drawn[0]);
    expect(drawn[2]).not.toBe(drawn[0]);
  });
});
