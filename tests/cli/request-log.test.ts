import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Place, serve, type Serving, tidyUp, top, understudy } from '../support/cli.js';

afterEach(tidyUp);

const startAt = ['--start-at', '2026-11-21T12:00:00+08:00'];

/** What `serve` prints behind its banner, without durations. */
const requestsIn = ({ written, said }: Serving): readonly string[] =>
  written()
    .stdout.slice(said.length)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/ {2}\d+(\.\d)? ms/, ''));

/** Sends one request of each outcome; the signed one is accepted. */
async function sendAll(url: string): Promise<void> {
  await understudy(['sign', 'ytx', '--url', url, ...startAt, '--send']);
  const paths = [
    'sandbox.ytx.net/201612/sid/none/call/TeleMeeting.wx?Sign=0123456789abcdef0123456789abcdef',
    '~alice/+app-offline/sandbox.ytx.net/201612/sid/none/call/TeleMeeting.wx',
    '+http-500/sandbox.ytx.net/201612/sid/none/call/TeleMeeting.wx',
    'sdk.xylink.com/api/rest/external/v1/nothing?signature=c2VjcmV0',
    '+no-such/sandbox.ytx.net/',
    'nowhere',
  ];
  for (const path of paths) {
    const reply = await fetch(`${url}/${path}`, { method: 'POST', body: '{}' });
    await reply.text();
  }
}

async function served(flags: readonly string[], place: Place = {}): Promise<Serving> {
  const serving = await serve([...startAt, ...flags], place);
  await sendAll(serving.url);
  return serving;
}

describe('serve prints a line for each request', () => {
  test('with its outcome, and the URL of the diagnosis', async () => {
    const serving = await served([]);
    const diagnosis = (space: string, id: number): string =>
      `${serving.url}${space}/_simulator/journal/${id}/diagnosis`;
    const lines = requestsIn(serving).map((line) => line.split(/ {2,}/).slice(1));
    expect(lines).toEqual([
      ['default', 'ytx createMeeting', '200', 'accepted'],
      ['default', 'ytx createMeeting', '200', '-202 refused by ytx/authorization-is-readable', diagnosis('', 2)],
      [
        'alice',
        'ytx createMeeting',
        '200',
        '-205 refused by a scenario',
        'scenario ytx/app-offline',
        diagnosis('/~alice', 1),
      ],
      ['default', 'ytx createMeeting', '500', 'reply of a scenario', 'scenario http-500'],
      [
        'default',
        'xylink POST /api/rest/external/v1/nothing',
        '501',
        'NOT MODELLED: this method and path of xylink; the diagnosis says what to do',
        diagnosis('', 4),
      ],
      ['default', 'ytx POST /+no-such/…', '404', expect.stringMatching(/^INVALID: Unknown scenario/)],
      ['default', 'POST /nowhere', '404', expect.stringMatching(/^INVALID: The path names no known provider/)],
    ]);
    expect(requestsIn(serving)[0]).toMatch(/^12:00:0\d {2}default /);
    expect(serving.written().stdout).not.toMatch(/0123456789abcdef|c2VjcmV0/);
  });

  test('in Chinese for a Chinese user', async () => {
    const serving = await served([], { env: { LANG: 'zh_CN.UTF-8' } });
    const text = requestsIn(serving).join('\n');
    expect(text).toContain('-202 被 ytx/authorization-is-readable 拒绝');
    expect(text).toMatch(/未模拟：xylink 的这个方法和路径/);
    expect(text).toMatch(/无效：\P{ASCII}+/u);
  });

  test('with colors where they are asked for, and none where not', async () => {
    const colored = await served(['--color']);
    expect(colored.written().stdout).toContain('\u001b[32maccepted\u001b[39m');
    const plain = await served([], { env: { NO_COLOR: '1' } });
    expect(plain.written().stdout).not.toContain('\u001b');
  });

  test('of JSON, with nothing else on standard output', async () => {
    const serving = await served(['--log', 'json']);
    const { stdout, stderr } = serving.written();
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(reports).toHaveLength(8);
    expect(reports[0]).toEqual({ listening: serving.url });
    expect(stderr).toContain('Understudy listens on');
    expect(reports[2]).toEqual({
      at: expect.stringMatching(/^2026-11-21T12:00:0\d(\.\d{3})?\+08:00$/),
      space: 'default',
      method: 'POST',
      outcome: 'refused',
      operation: 'createMeeting',
      code: '-202',
      refusedBy: 'ytx/authorization-is-readable',
      status: 200,
      provider: 'ytx',
      host: 'sandbox.ytx.net',
      exchange: 2,
      diagnosis: `${serving.url}/_simulator/journal/2/diagnosis`,
      ms: expect.any(Number),
    });
  });

  test('with the beginning of an unknown path, without credentials and query', async () => {
    const serving = await serve(startAt);
    const sid = 'ff8080813bbcae3f013bcc39c18a0022';
    for (const path of ['backend/api/sid/mine0001?sig=1', `${sid}/x`, `+no-${sid}/~alice/sandbox.ytx.net/a?sig=1`]) {
      await (await fetch(`${serving.url}/${path}`)).text();
    }
    const columns = requestsIn(serving).map((line) => line.split(/ {2,}/)[2]);
    expect(columns).toEqual(['GET /backend/api/…', 'GET /ff80…0022/x', 'ytx GET /+no-ff80…0022/…']);
  });

  test('with what the client got if a scenario broke the reply', async () => {
    const [text, json] = await Promise.all([serve(startAt), serve([...startAt, '--log', 'json'])]);
    for (const { url } of [text, json]) {
      const target = `${url}/+reset-before-headers/sandbox.ytx.net/201612/sid/none/call/TeleMeeting.wx`;
      await expect(fetch(target, { method: 'POST', body: '{}' })).rejects.toThrow();
    }
    expect(requestsIn(text)[0]).toContain(
      '200  -202 refused by ytx/authorization-is-readable  client got a reset  scenario',
    );
    expect(JSON.parse(requestsIn(json)[0] ?? '')).toMatchObject({ status: 200, fault: 'reset-before-headers' });
  });

  test('unless it is quiet', async () => {
    const serving = await served(['--quiet']);
    expect(serving.written()).toEqual({ stdout: serving.said, stderr: '' });
  });

  test('in one of the two formats', async () => {
    const { code, stderr } = await understudy(['serve', '--log', 'xml']);
    expect(stderr).toContain("'xml'");
    expect(code).toBe(2);
  });
});

test.each(['README.md', 'README.zh-CN.md'])('%s shows a line as it is', async (name) => {
  const serving = await serve();
  await understudy(['sign', 'ytx', '--url', serving.url, '--send']);
  await understudy(['sign', 'ytx', '--url', serving.url, '--app', 'app:offline', '--send']);
  const steady = (line = ''): string =>
    line
      .replace(/^\d\d:\d\d:\d\d/, 'TIME')
      .replace(/\d+(\.\d)? ms/, 'MS')
      .replace(/127\.0\.0\.1:\d+/, 'AT');
  const shown = (text: string): string | undefined => /^\d\d:\d\d:\d\d {2}.*-205 .*$/m.exec(text)?.[0];
  expect(shown(readFileSync(join(top, name), 'utf8'))).toBeDefined();
  expect(steady(shown(readFileSync(join(top, name), 'utf8')))).toBe(steady(shown(serving.written().stdout)));
});

test('a URL of a diagnosis opens', async () => {
  const serving = await served([]);
  const [url = ''] = /http:\S+\/2\/diagnosis/.exec(serving.written().stdout) ?? [];
  expect(await (await fetch(url)).json()).toMatchObject({ exchange: 2, provider: 'ytx' });
});
