import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, script, serve, tidyUp, understudy } from '../support/cli.js';
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

  test('exits with 2 and reports a mistake in one line on standard error', async () => {
    expect(await understudyProcess(['serv'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "understudy: unknown command 'serv' (Did you mean serve?)\n",
    });
  });

  test('writes all of a long output before it ends', async () => {
    const { stdout } = await shell(`"${process.execPath}" "${script}" errors --live | tail -c 1 | od -An -c`);
    expect(stdout.trim()).toBe(String.raw`\n`);
    const { stdout: size } = await shell(`"${process.execPath}" "${script}" errors | wc -c`);
    const { stdout: document } = await shell('wc -c < docs/errors.md');
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

  test('draws the same from the same seed as another process', async () => {
    const drawn = async ({ url }: { readonly url: string }): Promise<string | undefined> => {
      const { stdout: signed } = await understudy(['sign', 'ytx', '--url', url, '--curl']);
      const { stdout: reply } = await shell(signed);
      return /"mepwd":"(\d{6})"/.exec(reply)?.[1];
    };
    const here = await drawn(await serve(['--seed', 'friday']));
    expect(here).toMatch(/^\d{6}$/);
    expect(await drawn(await serveProcess(['--seed', 'friday']))).toBe(here);
    expect(await drawn(await serve(['--seed', 'monday']))).not.toBe(here);
  });
});
