import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, serve, tidyUp, understudy } from '../support/cli.js';

afterEach(tidyUp);

interface Shown {
  readonly file: string | null;
  readonly commands: readonly {
    readonly command: string;
    readonly options: readonly {
      readonly key: string;
      readonly value: unknown;
      readonly source: string;
      readonly from?: string;
    }[];
  }[];
}

const packageFile = { 'package.json': '{}' };

/** What `understudy config --json` shows of one option of a command. */
async function shown(
  key: string,
  words: readonly string[],
  place: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<unknown> {
  const { stdout, stderr } = await understudy(['config', '--json', ...words], place);
  expect(stderr).toBe('');
  const { commands } = JSON.parse(stdout) as Shown;
  const { value, source, from } = commands[0]?.options.find((each) => each.key === key) ?? {};
  return { value, source, ...(from !== undefined && { from }) };
}

/** The one line that a wrong configuration gives. */
async function mistake(file: string, text: string): Promise<string> {
  const cwd = folderWith({ [file]: text });
  const { code, stdout, stderr } = await understudy(['sign', 'ytx'], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  return stderr;
}

describe('an option', () => {
  const file = { 'understudy.config.yaml': 'seed: of-all\ncommands:\n  serve:\n    seed: of-serve\n    port: 4021\n' };

  test('has the value of its flag before that of its variable, of the file, and its default', async () => {
    const cwd = folderWith(file);
    const env = { UNDERSTUDY_PORT: '4022', UNDERSTUDY_SERVE_PORT: '4023', PORT: '4024' };
    expect(await shown('port', ['--', 'serve', '--port', '4020'], { cwd, env })).toEqual({
      value: '4020',
      source: 'flag',
    });
    expect(await shown('port', ['serve'], { cwd, env })).toMatchObject({
      value: '4023',
      from: 'UNDERSTUDY_SERVE_PORT',
    });
    expect(await shown('port', ['serve'], { cwd, env: { UNDERSTUDY_PORT: '4022', PORT: '4024' } })).toMatchObject({
      value: '4022',
    });
    expect(await shown('port', ['serve'], { cwd, env: { PORT: '4024' } })).toMatchObject({
      value: '4024',
      from: 'PORT',
    });
    expect(await shown('port', ['serve'], { cwd })).toEqual({
      value: '4021',
      source: 'file',
      from: 'understudy.config.yaml: commands.serve.port',
    });
    expect(await shown('port', ['serve'])).toEqual({ value: '4010', source: 'default' });
  });

  test('has the value of its own command before that of all', async () => {
    const cwd = folderWith(file);
    expect(await shown('seed', ['serve'], { cwd })).toMatchObject({ value: 'of-serve' });
    expect(await shown('seed', ['run'], { cwd })).toMatchObject({ value: 'of-all' });
  });

  test.each(['', ' '])('is not set by the empty variable "%s"', async (UNDERSTUDY_PORT) => {
    expect(await shown('port', ['serve'], { env: { UNDERSTUDY_PORT } })).toMatchObject({ source: 'default' });
  });

  test('is printed without its value where that may be a credential', async () => {
    const env = { UNDERSTUDY_CONTROL_TOKEN: 'topsecret1', UNDERSTUDY_ACCOUNT: 'mysid0001:topsecret2' };
    const cwd = folderWith({
      'understudy.config.json': '{"adoptToken": "topsecret3", "url": "http://me:topsecret4@127.0.0.1:1"}',
    });
    for (const words of [['serve'], ['serve', '--json'], ['--', 'serve', '--control-token', 'topsecret5']]) {
      const { stdout, stderr } = await understudy(['config', ...words], { cwd, env });
      expect(stdout).toContain('(secret)');
      expect(stdout + stderr).not.toContain('topsecret');
    }
  });
});

test('every command has variables and keys of its own, and no two options share a variable of one command', async () => {
  const { stdout } = await understudy(['config', '--json']);
  const { commands } = JSON.parse(stdout) as Shown;
  expect(commands.map(({ command }) => command)).toEqual(
    expect.arrayContaining(['', 'serve', 'sign ytx', 'callbacks check']),
  );
  for (const { options } of commands) expect(new Set(options.map(({ key }) => key)).size).toBe(options.length);
});

describe('the simulator', () => {
  test('starts with the options of variables and of the file', async () => {
    const cwd = folderWith({
      'understudy.config.yaml':
        'faithful: true\nstartAt: 2026-11-21T12:00:00+08:00\ncommands:\n  serve:\n    tls: false\n',
    });
    const { url } = await serve([], { cwd, env: { UNDERSTUDY_ACCOUNT: 'mysid0001:mytoken0001' } });
    const reply = await fetch(`${url}/201612/nothing`);
    expect(reply.headers.get('simulator-exchange')).toBeNull();
    const clock = (await (await fetch(`${url}/_simulator/clock`)).json()) as { readonly now: string };
    expect(clock.now).toMatch(/^2026-11-21T/);
    const world = await (await fetch(`${url}/_simulator/world`)).text();
    expect(world).toContain('mysid0001');
  });

  test('reads paths in a file from the folder of the file', async () => {
    const top = folderWith({ ...packageFile, 'understudy.config.yaml': 'stubs: stubs.yaml\n' });
    const cwd = join(top, 'inner');
    mkdirSync(cwd);
    expect(await shown('stubs', ['serve'], { cwd })).toMatchObject({ value: '../stubs.yaml' });
  });
});

describe('a file', () => {
  test.each([
    ['ts', "const seed: string = 'friday';\nexport default { seed };\n"],
    ['js', "export default { seed: 'friday' };\n"],
    ['mjs', "export default { seed: 'friday' };\n"],
    ['cjs', "module.exports = { seed: 'friday' };\n"],
    ['json', '{ "$schema": "x", "seed": "friday" }'],
    ['yaml', 'seed: friday'],
    ['yml', 'seed: friday'],
  ])('may end in .%s', async (ending, text) => {
    const cwd = folderWith({ [`understudy.config.${ending}`]: text });
    expect(await shown('seed', ['serve'], { cwd })).toMatchObject({ value: 'friday', source: 'file' });
  });

  test('may stand in a folder above, up to that of package.json', async () => {
    const top = folderWith({ 'understudy.config.yaml': 'seed: too-far\n' });
    const root = join(top, 'root');
    mkdirSync(join(root, 'inner'), { recursive: true });
    writeFileSync(join(root, 'package.json'), '{}');
    expect(await shown('seed', ['serve'], { cwd: join(root, 'inner') })).toMatchObject({ source: 'default' });
    writeFileSync(join(root, 'understudy.config.yaml'), 'seed: near\n');
    expect(await shown('seed', ['serve'], { cwd: join(root, 'inner') })).toMatchObject({ value: 'near' });
  });

  test('above the working folder does not count without a package.json', async () => {
    const top = folderWith({ 'understudy.config.yaml': 'seed: friday\n' });
    mkdirSync(join(top, 'inner'));
    expect(await shown('seed', ['serve'], { cwd: join(top, 'inner') })).toMatchObject({ source: 'default' });
  });

  test('is named by --config or UNDERSTUDY_CONFIG, and left out by --no-config', async () => {
    const cwd = folderWith({ 'understudy.config.yaml': 'seed: usual', 'other.yaml': 'seed: other' });
    const seedOf = (words: readonly string[], env = {}): Promise<unknown> =>
      shown('seed', ['serve', ...words], { cwd, env });
    expect(await seedOf(['--config', 'other.yaml'])).toMatchObject({ value: 'other' });
    expect(await seedOf([], { UNDERSTUDY_CONFIG: 'other.yaml' })).toMatchObject({ value: 'other' });
    expect(await seedOf(['--no-config'], { UNDERSTUDY_CONFIG: 'other.yaml' })).toMatchObject({ source: 'default' });
    expect(await seedOf([], { UNDERSTUDY_CONFIG: 'false' })).toMatchObject({ source: 'default' });
  });

  test('chooses the language', async () => {
    const cwd = folderWith({ 'understudy.config.yaml': 'language: zh' });
    const { stdout } = await understudy(['serve', '--help'], { cwd });
    expect(stdout).toMatch(/\p{Script=Han}/u);
    const { stdout: english } = await understudy(['serve', '--help'], { cwd, env: { UNDERSTUDY_LANGUAGE: 'en' } });
    expect(english).toContain('Start the simulator.');
  });

  test('may set what does not apply to a command; a flag and a section may not', async () => {
    const cwd = folderWith({ 'understudy.config.yaml': 'controlToken: mytoken0001\nworld: nowhere.yaml\n' });
    expect(await understudy(['errors', 'ytx'], { cwd })).toMatchObject({ code: 0 });
    const list = ['verify', '--dry-run', '--provider', 'ytx', '--case', 'create-meeting/accepted*'];
    expect((await understudy(list, { cwd, env: { UNDERSTUDY_PROFILE_FILE: 'nowhere.yaml' } })).stderr).not.toContain(
      'needs --target',
    );
    expect((await understudy(list, { cwd, env: { UNDERSTUDY_VERIFY_CONTROL_TOKEN: 'x' } })).stderr).toContain(
      '--control-token needs --target',
    );
    expect((await understudy([...list, '--control-token', 'x'], { cwd })).stderr).toContain(
      '--control-token needs --target',
    );
  });
});

describe('a mistake names the file, the key, and what is right:', () => {
  test.each([
    ['sede: friday', 'understudy.config.yaml: unknown key sede; did you mean seed'],
    ['commands:\n  serve:\n    prot: 1', 'unknown key commands.serve.prot; did you mean port'],
    ['commands:\n  sevre: {}', 'unknown key commands.sevre; did you mean serve'],
    ['zzzzzzzzzzzzzzzz: 1', 'unknown key zzzzzzzzzzzzzzzz; `understudy config` lists the keys'],
    ['__proto__: 1', 'unknown key __proto__'],
    ['commands:\n  serve:\n    port: many', 'commands.serve.port must be an integer'],
    ['faithful: 1', 'faithful must be true or false'],
    ['seed: 1', 'seed must be a string; put the number in quotes'],
    ['allowHost: [1]', 'allowHost must be a string, or a list of such values'],
    ['commands:\n  env:\n    format: topsecret', 'commands.env.format must be sh or powershell or dotenv'],
    ['json: true', 'json means something else in each command; write '],
    ['commands: []', 'commands must be an object'],
    ['iOwnThisAccount: true', 'iOwnThisAccount cannot be set in a file: pass --i-own-this-account on the command line'],
    ['commands:\n  ca:\n    install: true', 'commands.ca.install cannot be set in a file'],
    ['[]', 'must be an object with options'],
    ['a: "topsecret', 'is not valid YAML or JSON: line 1'],
  ])('%j', async (text, expected) => {
    const stderr = await mistake('understudy.config.yaml', text);
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('topsecret');
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('values are checked as those of flags, and not repeated', async () => {
    const bad = 'startAt: topsecret';
    expect(await mistake('understudy.config.yaml', bad)).toBe(
      'understudy: understudy.config.yaml: startAt, for --start-at, is invalid. It must be an instant with its offset, such as 2026-11-21T12:00:00+08:00.\n',
    );
    const { code, stderr } = await understudy(['sign', 'ytx'], { env: { UNDERSTUDY_START_AT: 'topsecret' } });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^understudy: UNDERSTUDY_START_AT, for --start-at, is invalid/),
    ]);
    expect(stderr).not.toContain('topsecret');
  });

  test('a flag without a value is true or false', async () => {
    const { stderr } = await understudy(['serve'], { env: { UNDERSTUDY_FAITHFUL: 'yes' } });
    expect(stderr).toBe('understudy: UNDERSTUDY_FAITHFUL must be true or false\n');
  });

  test('two files in one folder', async () => {
    const cwd = folderWith({ 'understudy.config.yaml': '', 'understudy.config.json': '{}' });
    const { code, stderr } = await understudy(['readings'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('two configuration files')]);
  });

  test('a file that is missing, and code that fails', async () => {
    const { stderr } = await understudy(['readings', '--config', 'nowhere.yaml']);
    expect(stderr).toBe('understudy: cannot read the configuration file nowhere.yaml: the file does not exist\n');
    expect(await mistake('understudy.config.ts', 'throw new Error("no luck");')).toContain(
      'understudy.config.ts: Error: no luck',
    );
    expect(await mistake('understudy.config.ts', 'export default {')).toContain('cannot run the configuration file');
  });

  test('a command that `understudy config` does not know', async () => {
    const { code, stderr } = await understudy(['config', 'sevre']);
    expect([code, stderr]).toEqual([2, 'understudy: unknown command "sevre"; did you mean serve?\n']);
  });
});
