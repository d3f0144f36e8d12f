import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, script, tidyUp } from '../support/cli.js';
import { endProcesses, runProcess, serveProcess, startProcess } from '../support/process.js';

/** Describes tests that need a program. Where it is missing they are skipped, and the title says so; in CI they fail. */
function describeWith(title: string, needed: { probe: readonly string[]; name: string }, tests: () => void): void {
  const [program = '', ...args] = needed.probe;
  const isThere = spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  if (isThere || !['', 'false'].includes(process.env['CI'] ?? '')) describe(title, tests);
  else describe.skip(`${title}: needs ${needed.name}`, tests);
}

const program = (name: string): string => fileURLToPath(new URL(`clients/${name}`, import.meta.url));
const address = 'https://sdk.xylink.com/api/rest/external/v1/callbacks';
const unknownEnterprise = '"errorCode":1005';

let folder: string;
let caDir: string;
let url: string;

beforeAll(async () => {
  folder = folderWith();
  // A path that a shell and Java must quote.
  caDir = join(folder, 'a b', 'ca');
  ({ url } = await serveProcess(['--ca-dir', caDir]));
});
afterAll(async () => {
  await endProcesses();
  await tidyUp();
});

/** Runs a program with the variables of `understudy env` and nothing else. */
function withEnv(command: readonly string[], flags: readonly string[] = []) {
  const lines = '"$1" "$2" env --url "$3" --ca-dir "$4"';
  const before = [process.execPath, script, url, caDir];
  const more = flags.map((flag) => `'${flag}'`).join(' ');
  return runProcess(['sh', '-c', `eval "$(${lines} ${more})"; shift 4; "$@"`, 'sh', ...before, ...command]);
}

describe('a program that names the provider, with the variables of understudy env', () => {
  test('curl', async () => {
    const { code, stdout, stderr } = await withEnv(['curl', '-sS', address, 'http://api.ytx.net/201612/']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(unknownEnterprise);
    expect(stdout).toContain('"status":501');
  });

  test('Node: fetch, https, http, and follow-redirects as axios has it', async () => {
    const { code, stdout, stderr } = await withEnv([process.execPath, program('node.mjs')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe('fetch 400\nhttps.get 400\nfollow-redirects 400\nhttp.get 501\n');
  });

  test('has a space of its own by --space', async () => {
    const { stdout } = await withEnv(['curl', '-sSD', '-', '-o', '/dev/null', address], ['--space', 'alice']);
    expect(stdout).toMatch(/^simulator-space: alice\r$/m);
    const { stdout: fetched } = await withEnv([process.execPath, program('node.mjs')], ['--space', 'bob']);
    expect(fetched).toContain('fetch 400');
    const journal = (await (await fetch(`${url}/~bob/_simulator/journal`)).json()) as { readonly exchanges: unknown[] };
    expect(journal.exchanges).toHaveLength(4);
  });
});

const requests = { probe: ['python3', '-c', 'import requests'], name: 'python3 with requests' };

describeWith('Python, with the variables of understudy env', requests, () => {
  test('by requests and urllib', async () => {
    const { code, stdout, stderr } = await withEnv(['python3', program('python.py')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe('requests 400\nrequests, plain 501\nurllib 400\n');
  });
});

const jdk = { probe: ['java', '--version'], name: 'a JDK, version 11 or later' };

describeWith('Java, with the variables of understudy env', jdk, () => {
  test('by HttpClient and HttpURLConnection', async () => {
    const { code, stdout } = await withEnv(['java', program('Program.java')]);
    expect(stdout).toBe('HttpClient 400\nHttpURLConnection 400\nHttpURLConnection, plain 501\n');
    expect(code).toBe(0);
  });
});

describe('curl, without variables', () => {
  test('reaches the port by --connect-to, without a proxy', async () => {
    const place = `sdk.xylink.com:443:127.0.0.1:${new URL(url).port}`;
    const command = ['curl', '-sS', '--cacert', join(caDir, 'ca.pem'), '--connect-to', place, address];
    const { code, stdout } = await runProcess(command);
    expect([code, stdout]).toEqual([0, expect.stringContaining(unknownEnterprise)]);
  });

  test('does not trust the CA', async () => {
    const { code, stderr } = await runProcess(['curl', '-sS', '--proxy', url, address]);
    expect([code, stderr]).toEqual([60, expect.stringMatching(/certificate/)]);
  });
});

describe('understudy run', () => {
  const run = (...command: readonly string[]) => [process.execPath, script, 'run', '--ca-dir', caDir, '--', ...command];

  test('runs a program that names the provider, and ends with its exit code', async () => {
    const both = `node "$1" && curl -sS ${address} && exit 7`;
    const { code, stdout } = await runProcess(run('sh', '-c', both, 'sh', program('node.mjs')));
    expect(stdout).toMatch(/^fetch 400\nhttps\.get 400\n/);
    expect(stdout).toContain(unknownEnterprise);
    expect(code).toBe(7);
  });

  test('ends as a shell does when a signal ends the program', async () => {
    const { code } = await runProcess(run('sh', '-c', 'kill -KILL $$'));
    expect(code).toBe(137);
  });

  test('passes its own signal on to the program', async () => {
    const wait = 'trap "exit 9" TERM; echo ready; while :; do read line || exit 1; done < "$1"';
    const fifo = join(folder, 'fifo');
    await runProcess(['mkfifo', fifo]);
    const child = startProcess(run('sh', '-c', wait, 'sh', fifo));
    if (child.stdout === null) throw new Error('the output of a process is a pipe');
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toEqual([9, null]);
  });
});
