import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { folderWith, serve, type Serving, tidyUp, understudy } from '../support/cli.js';

afterEach(tidyUp);

const stubsWith = (name: string): string => `${name}: { provider: xylink, method: GET, path: '/api/things/{n}' }\n`;

/** The names of the stubs of a space. */
async function stubsIn({ url }: Serving, space = ''): Promise<readonly string[]> {
  return Object.keys((await (await fetch(`${url}${space}/_simulator/stubs`)).json()) as object).toSorted();
}

/** Asks until the log has this line. */
async function logged(serving: Serving, shape: RegExp): Promise<void> {
  while (!shape.test(serving.written().stderr)) await stubsIn(serving);
}

/** Serves a watched file of stubs whose changes the test reports itself. */
async function watched() {
  const cwd = folderWith({ 'stubs.yaml': stubsWith('first') });
  let changed = (): void => undefined;
  const watchFile = (_path: string, onChange: () => void): (() => void) => {
    changed = onChange;
    return () => undefined;
  };
  const serving = await serve(['--stubs', 'stubs.yaml', '--watch'], { cwd, watchFile });
  const write = (text: string): void => {
    writeFileSync(join(cwd, 'stubs.yaml'), text);
    changed();
  };
  return { serving, write };
}

describe('understudy serve --stubs --watch', () => {
  test('gives the changed stubs to spaces whose stubs were not changed, to others at reset', async () => {
    const { serving, write } = await watched();
    const body = JSON.stringify({ provider: 'xylink', method: 'GET', path: '/api/mine' });
    expect((await fetch(`${serving.url}/~changed/_simulator/stubs/mine`, { method: 'PUT', body })).status).toBe(200);
    expect(await stubsIn(serving)).toEqual(['first']);
    write(stubsWith('second'));
    await logged(serving, /reloaded stubs\.yaml/);
    for (const space of ['', '/~new']) expect(await stubsIn(serving, space)).toEqual(['second']);
    expect(await stubsIn(serving, '/~changed')).toEqual(['first', 'mine']);
    await fetch(`${serving.url}/~changed/_simulator/reset`, { method: 'POST' });
    expect(await stubsIn(serving, '/~changed')).toEqual(['second']);
  });

  test('keeps its stubs while the file is invalid, and says why in one line', async () => {
    const { serving, write } = await watched();
    write('second: { provider: xylink, method: GET, path: things }\n');
    await logged(serving, /\n/);
    expect(serving.written().stderr).toMatch(
      /^understudy: stubs\.yaml is not a valid file of stubs: \/second\/path must match the pattern .*; the simulator keeps the stubs that it has\n$/,
    );
    expect(await stubsIn(serving, '/~new')).toEqual(['first']);
    write(stubsWith('third'));
    await logged(serving, /reloaded/);
    expect(await stubsIn(serving)).toEqual(['third']);
  });
});

describe('a file of stubs that cannot be used', () => {
  const refusal = async (text: string, ...flags: readonly string[]): Promise<string> => {
    const cwd = folderWith({ 'bad.yaml': text });
    const { code, stderr } = await understudy(['serve', '--port', '0', '--stubs', 'bad.yaml', ...flags], { cwd });
    expect(code).toBe(2);
    return stderr;
  };

  test('is refused with the place of each mistake', async () => {
    const text = `${stubsWith('first')}second: { provider: zoom, method: GET, path: /a }\nthird: { provider: ytx, method: GET, path: /a }\n`;
    expect(await refusal(text)).toBe(
      'understudy: bad.yaml is not a valid file of stubs: /second/provider must be one of: ytx, xylink; ' +
        '/third/path must begin with /{version}/sid/{accountSID}/, as every path of YTX\n',
    );
  });

  test('is refused when it is missing, or not YAML', async () => {
    const { code, stderr } = await understudy(['serve', '--stubs', 'none.yaml'], { cwd: folderWith({}) });
    expect([code, stderr]).toEqual([
      2,
      'understudy: cannot read the file of stubs none.yaml: the file does not exist\n',
    ]);
    expect(await refusal('a: { body: {{body.x}} }', '--language', 'zh')).toContain(
      '第 1 行第 12 列：含 {{…}} 的文本必须加引号',
    );
    expect(await refusal('a: [')).toMatch(/^understudy: bad\.yaml is not valid YAML or JSON: line 1, column 5: /);
  });

  const nested = '['.repeat(34) + ']'.repeat(34);
  const blocks = `'${'{{#if body.a}}'.repeat(9)}${'{{/if}}'.repeat(9)}'`;
  const conflict = 'path: /api/rest/external/v1/callbacks';
  const unread = 'path: /a, body: ';
  test.each([
    ['path: things'],
    ['path: /a, method: get'],
    ['path: /a, action: a'],
    ['path: /a, status: 100'],
    ['path: /a, status: 204, body: 1'],
    ['path: /a, state: 1'],
    ["path: /a, headers: { Date: '1' }"],
    ["path: /a, headers: { a: '1', A: '2' }"],
    ["path: '/{a}/{a}'"],
    [`${unread}${nested}`],
    [`${unread}${'x'.repeat(70_000)}`],
    [`${unread}'{{path.m}}'`],
    [`path: '/{n}', body: '{{path.m}}'`],
    [`${unread}'{{person.name}}'`],
    [`${unread}'{{query.a.b}}'`],
    [`${unread}'{{header.Cookie}}'`],
    [`${unread}'{{now.days}}'`],
    [`${unread}'{{random.digits 0}}'`],
    [`${unread}'{{random.number 9 1}}'`],
    [`${unread}'{{random.uuid 1}}'`],
    [`${unread}'{{> file}}'`],
    [`${unread}'{{#each body.list}}{{/each}}'`],
    [`${unread}${blocks}`],
    [conflict],
    ['provider: ytx, path: /a'],
    ["path: '/{v}/sid/{a}/sms/TemplateSMS.wx'"],
    ["provider: ytx, method: POST, path: '/{v}/sid/{a}/call/TeleMeeting.wx'"],
    ["provider: ytx, method: POST, path: '/201612/sid/{a}/call/TeleMeeting.wx'"],
    ["provider: ytx, path: '/201612/sid/{a}/b', action: ''"],
  ])('is refused in Chinese as well: %s', async (members) => {
    const all = { provider: 'provider: xylink', method: 'method: GET' };
    const added = Object.entries(all).flatMap(([name, text]) => (members.includes(`${name}:`) ? [] : [text]));
    const said = await refusal(`thing: { ${[...added, members].join(', ')} }\n`, '--language', 'zh');
    expect(said).toMatch(/^understudy: bad\.yaml 不是有效的桩文件：\/thing.*\p{Script=Han}.*\n$/u);
    // Three lower-case words in a row are an English sentence.
    expect(said.match(/\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b.*/g) ?? []).toEqual([]);
  });

  test.each([
    ['createGroups', /与已实现的接口同名/],
    ['first: { provider: xylink, method: GET, path: "/a/{x}" }\nsecond', /与桩 first（\/a\/\{x\}）匹配到相同的请求/],
  ])('names in Chinese what is wrong beside others: %s', async (name, says) => {
    const text = `${name}: { provider: xylink, method: GET, path: '/a/{y}' }\n`;
    expect(await refusal(text, '--language', 'zh')).toMatch(says);
  });
});

describe('understudy verify --case-file', () => {
  const caseFile = (status: number): string => `
provider: xylink
name: read-thing
base: { request: { method: GET, path: /api/things/7 } }
cases: [{ name: a thing is read, then: { status: ${status} } }]
`;
  const cwd = (): string =>
    folderWith({
      'stubs.yaml': stubsWith('first'),
      'a.yaml': caseFile(200),
      'b.yaml': caseFile(201),
      'bad.yaml': 'a: 1',
    });

  test.each([
    ['a.yaml', 0, '1 passed, 0 failed, 0 skipped'],
    ['b.yaml', 1, '0 passed, 1 failed, 0 skipped'],
  ])('runs the cases of %s alone', async (file, code, counts) => {
    const ended = await understudy(['verify', '--case-file', file, '--stubs', 'stubs.yaml'], { cwd: cwd() });
    expect([ended.code, ended.stdout]).toEqual([code, expect.stringContaining(counts)]);
  });

  test.each([
    [['none.yaml'], 'cannot read the case file none.yaml: the file does not exist'],
    [
      ['a.yaml', 'b.yaml'],
      'two case files have the name xylink/read-thing; rename one, since reports and recordings name it',
    ],
    [['bad.yaml'], 'bad.yaml:1:1: unknown key "a"; use one of: $schema, provider, name, base, cases'],
  ])('refuses %j', async (files, says) => {
    const ended = await understudy(['verify', '--case-file', ...files], { cwd: cwd() });
    expect([ended.code, ended.stderr]).toEqual([2, `understudy: ${says}\n`]);
  });

  test('takes stubs for the simulator in this process only', async () => {
    const { stderr } = await understudy(['verify', '--target', 'http://127.0.0.1:1', '--stubs', 'stubs.yaml']);
    expect(stderr).toBe('understudy: --stubs needs --target simulator\n');
  });
});
