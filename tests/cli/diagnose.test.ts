import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refusals } from '../../contracts/ytx/generated.js';
import { folderWith, type Place, serve, type Serving, tidyUp, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';
import { teamWorld } from '../support/team-world.js';

afterAll(tidyUp);

const noon = '2026-11-21T12:00:00+08:00';
const sid = 'ac000000000000000000000000000001';
const secret = 'wrong-token-9';
const controlToken = 'control-token-1';

let serving: Serving;

/** Sends a request that was signed with a wrong token, into a space. */
async function sendRefused(space: string): Promise<void> {
  const url = `${serving.url}/~${space}`;
  const args = ['sign', 'ytx', '--start-at', noon, '--url', url, '--sid', sid, '--token', secret, '--curl'];
  await sentByCurl((await understudy(args)).stdout);
}

beforeAll(async () => {
  serving = await serve(['--start-at', noon, '--control-token', controlToken]);
  await sendRefused('default');
  await sendRefused('alice');
});

/** The output of a command that succeeds. */
async function printed(args: readonly string[], place: Place = {}): Promise<string> {
  const { code, stdout, stderr } = await understudy(['diagnose', ...args], place);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain(secret);
  return stdout;
}

/** Exactly one line on stderr and exit code 2, without any secret. */
async function mistaken(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await understudy(['diagnose', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^understudy: [^\p{Cc}]+\n$/u);
  expect(stderr).not.toContain(secret);
  return stderr;
}

const there = (): readonly string[] => ['--url', serving.url, '--control-token', controlToken];

/** A request signed by hand, as a command, a raw request and what its body is. */
async function signedCurl(args: readonly string[] = []): Promise<string> {
  return (await understudy(['sign', 'ytx', '--start-at', noon, '--curl', ...args])).stdout;
}

describe('understudy diagnose <id>', () => {
  test('prints what the simulator says, laid out for people', async () => {
    const text = await printed(['1', ...there()]);
    expect(text).toContain(`Exchange 1 · ytx · createMeeting · ${refusals.authTokenRejected.code} authTokenRejected`);
    expect(text).toMatch(/^Refused by ytx\/sign-is-right/m);
    expect(text).toMatch(/^ {2}✗ {2}ytx\/sign-is-right/m);
  });

  test('finds the exchanges of a space, in Chinese and as JSON', async () => {
    expect(await printed(['1', ...there(), '--space', 'alice', '--language', 'zh'])).toContain(
      '被 ytx/sign-is-right 拒绝',
    );
    const json: unknown = JSON.parse(await printed(['1', '--json', '--space', 'alice', ...there()]));
    expect(json).toMatchObject({ exchange: 1, refusedBy: 'ytx/sign-is-right', language: 'en' });
  });

  test('reports in one line why it cannot continue', async () => {
    expect(await mistaken(['1', '--url', 'http://127.0.0.1:1'])).toMatch(
      /no reply from http:\/\/127\.0\.0\.1:1.*serve/,
    );
    expect(await mistaken(['99', ...there()])).toMatch(/does not hold an exchange of that number/);
    expect(await mistaken(['1', '--url', serving.url])).toMatch(/asks for its control token/);
    expect(await mistaken(['1', ...there(), '--space', '.'])).toMatch(/Invalid space name/);
  });

  test('does not take another program’s word for it', async () => {
    const other = createServer((_request, response) => response.end('{"detail":"hello"}')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await mistaken(['1', '--url', url])).toMatch(/is not a simulator/);
    other.close();
  });
});

describe('understudy diagnose --curl', () => {
  test('judges a command that was never sent', async () => {
    const command = await signedCurl();
    const right = await printed(['--curl', command, '--start-at', noon]);
    expect(right).toMatch(/^Unsent request · ytx · createMeeting\nNo check refused the request\.\n/);
    const chinese = await printed(['--curl', command, '--start-at', noon, '--language', 'zh']);
    expect(chinese).toMatch(/^尚未发送的请求 · ytx · createMeeting\n/);
    const late = await printed(['--curl', command, '--start-at', '2026-11-23T12:00:00+08:00']);
    expect(late).toMatch(/^Refused by ytx\/timestamp-is-fresh/m);
    const strict = ['--reading', 'ytx/validity=10min', '--start-at', '2026-11-21T13:00:00+08:00'];
    expect(await printed(['--curl', command, ...strict])).toMatch(/^Refused by ytx\/timestamp-is-fresh/m);
  });

  test('takes the URL of the provider as well as the simulator’s, with its segments in front', async () => {
    const command = await signedCurl();
    const at = ['--start-at', noon];
    const direct = command.replace('http://127.0.0.1:4010/sandbox.ytx.net', 'http://sandbox.ytx.net');
    expect(await printed(['--curl', direct, ...at])).toContain('No check refused the request.');
    const offline = command.replace('127.0.0.1:4010/', '127.0.0.1:4010/~alice/+app-offline/');
    expect(await printed(['--curl', offline, ...at])).toContain('no check ran on the request.');
    const gateway = command.replace('127.0.0.1:4010/', '127.0.0.1:4010/+gateway-504/');
    const late = ['--start-at', '2026-11-23T12:00:00+08:00'];
    expect(await printed(['--curl', gateway, ...late])).toMatch(/gateway-504.* Refused by ytx\/timestamp-is-fresh/);
    const elsewhere = command.replace('TeleMeeting.wx', 'telemeeting.wx');
    expect(await printed(['--curl', elsewhere, ...at])).toContain('Change it to TeleMeeting.wx; letter case counts.');
  });

  test('judges it in another world, and as coming from another address', async () => {
    const cwd = folderWith({ 'team.json': JSON.stringify(teamWorld) });
    const command = await signedCurl();
    const text = await printed(['--curl', command, '--start-at', noon, '--world', 'team.json'], { cwd });
    expect(text).toMatch(/^Refused by ytx\/account-exists/m);
    const ipRestricted = await signedCurl(['--app', 'app:ip-restricted']);
    expect(await printed(['--curl', ipRestricted, '--start-at', noon])).toMatch(/^Refused by ytx\/caller-is-allowed/m);
    expect(await printed(['--curl', ipRestricted, '--start-at', noon, '--from', '203.0.113.9'])).toContain(
      'No check refused the request.',
    );
  });

  test('prints the same bytes every time', async () => {
    const args = ['--curl', await signedCurl(['--sid', sid, '--token', secret]), '--start-at', noon, '--json'];
    expect(await printed(args)).toBe(await printed(args));
  });
});

describe('understudy diagnose --request', () => {
  const raw = `POST http://sandbox.ytx.net/201612/sid/${sid}/call/TeleMeeting.wx HTTP/1.1\nHost: sandbox.ytx.net\n\n{}`;

  test('reads a raw request from a file', async () => {
    const cwd = folderWith({ 'request.http': raw });
    const text = await printed(['--request', 'request.http', '--start-at', noon], { cwd });
    expect(text).toMatch(/^Refused by ytx\/authorization-is-readable/m);
  });

  test('reads it from standard input', async () => {
    const json = await printed(['--request', '-', '--json'], { stdin: raw });
    expect(JSON.parse(json)).toMatchObject({ refusedBy: 'ytx/authorization-is-readable' });
  });
});

describe('understudy diagnose --help', () => {
  test('shows examples', async () => {
    const help = await printed(['--help']);
    expect(help).toMatch(/^Usage: understudy diagnose /);
    expect(help).toContain('\n  understudy diagnose 12 --space alice --language zh\n');
  });
});

describe('understudy diagnose with wrong arguments', () => {
  test.each<readonly [readonly string[], RegExp]>([
    [[], /needs exactly one of/],
    [['1', '--curl', 'curl x'], /needs exactly one of/],
    [['--curl', 'curl x', '--request', 'x'], /needs exactly one of/],
    [['1', '--start-at', noon], /--start-at is only for --curl and --request/],
    [['--curl', 'curl x', '--control-token', secret], /--control-token is only for the number of an exchange/],
    [['zero'], /an integer/],
    [['1', '--url', `http://me:${secret}@127.0.0.1`], /--url must be a URL/],
    [['1', '--control-token', `${secret} `], /--control-token must be visible/],
    [['1', '--language', 'fr'], /--language.*en, zh/],
    [['--curl', 'curl http://127.0.0.1/lost'], /the request has no provider/],
    [['--curl', 'curl http://127.0.0.1/_simulator/world'], /for the control API/],
    [['--curl', 'curl http://127.0.0.1/+nonsense/api.ytx.net/'], /Unknown scenario/],
    [['--curl', `curl http://api.ytx.net/ -H 'simulator-caller: ${secret}'`], /simulator-caller/],
    [['--curl', 'curl http://api.ytx.net/', '--from', 'here'], /--from.*IPv4/],
    [['--curl', 'curl http://api.ytx.net/', '--reading', `ytx/${secret}`], /--reading must have the form/],
    [['--curl', 'curl http://api.ytx.net/', '--reading', 'ytx/validity=1h'], /must be one of/],
    [['--curl', 'curl http://api.ytx.net/', '--reading', 'ytx/colour=red'], /is not a reading/],
    [['--request', 'nowhere.http'], /cannot read the request file nowhere\.http: the file does not exist/],
  ])('by %j', async (args, says) => {
    expect(await mistaken(args)).toMatch(says);
  });
});

test.each([
  ['-X POST http://127.0.0.1/api.ytx.net/201612/sid/a/call/Foo.wx', '模拟器没有实现 ytx 的这个方法和路径。'],
  [
    '-X POST http://127.0.0.1/api.ytx.net/201512/sid/a/call/TeleMeeting.wx',
    '模拟器没有实现 201612 以外的 ytx 接口版本。',
  ],
])('diagnoses in Chinese a request that is not modelled: %s', async (request, says) => {
  const { stdout } = await understudy(['diagnose', '--language', 'zh', '--curl', `curl ${request}`]);
  expect(stdout).toContain(says);
});
