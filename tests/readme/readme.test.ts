import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { startingWorld } from '../../simulator/index.js';
import { folderWith, run, serve, shell, tidyUp, top } from '../cli/command-line.js';
import { fencedIn, linksIn, missingFrom, shownIn, textOf } from './markdown.js';

afterEach(tidyUp);
jest.setTimeout(60_000);

const readmes = ['README.md', 'README.zh-CN.md'];

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(`${top}${folder}`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}${file}`);

/** Every page whose links a reader may follow. */
const pages = [
  ...readmes,
  ...markdownIn('docs/'),
  ...readdirSync(`${top}simulator/providers`, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap(({ name }) => markdownIn(`simulator/providers/${name}/`)),
];

/** The same command for a server that listens elsewhere; where the README says nothing, `sign` must be told. */
const elsewhere = (command: string, url: string): string =>
  command.replaceAll('http://127.0.0.1:4010', url).replaceAll(' sign ytx', ` sign ytx --url ${url}`);

const rolesIn = (page: string): ReadonlySet<string> =>
  new Set([...page.matchAll(/`((?:account|app):[a-z-]+)`/g)].map(([, role = '']) => role));

describe.each(readmes)('%s', (readme) => {
  const page = textOf(readme);

  test('shows what really happens', async () => {
    const shown = shownIn(page);
    expect(shown.length).toBeGreaterThanOrEqual(3);
    const { url } = await serve();
    for (const { command, lines } of shown) {
      const { stdout, code } = await shell(elsewhere(command, url));
      expect({ command, code, missing: missingFrom(stdout, lines) }).toEqual({ command, code: 0, missing: [] });
    }
  });

  test('runs what the other one runs, and shows the same', () => {
    for (const other of readmes) expect(shownIn(textOf(other))).toEqual(shownIn(page));
  });

  test('names scripts that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = [...page.matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, own, standard]) => own ?? standard,
    );
    expect(named).toEqual(expect.arrayContaining(['start', 'test']));
    for (const name of named) expect(scripts).toHaveProperty([name ?? '']);
  });

  test('names the roles of the cast, all of them and no other', () => {
    const cast = Object.values(startingWorld.cast ?? {}).flatMap((part) => Object.keys(part));
    expect([...rolesIn(page)].toSorted()).toEqual(cast.toSorted());
  });
});

describe('the pages', () => {
  test('are all there', () => {
    expect(pages).toEqual(
      expect.arrayContaining([...readmes, 'docs/architecture.md', 'simulator/providers/ytx/README.md']),
    );
  });

  test.each(pages)('%s leads only to files that exist', (page) => {
    const dead = linksIn(textOf(page)).filter((link) => !existsSync(join(top, dirname(page), decodeURI(link))));
    expect(dead).toEqual([]);
  });

  test('show a program that compiles against what is built, and runs', async () => {
    const [example, ...others] = fencedIn(textOf('README.md')).filter(({ language }) => language === 'ts');
    expect(others).toEqual([]);
    const remark = /^\/\/ ….*\n/m;
    expect(example?.text).toMatch(remark);
    // In place of the remark stands what its reader would do there.
    const program = (example?.text ?? '').replace(
      remark,
      'const reply: Response = await fetch(`${url}/sandbox.ytx.net`);\nawait reply.text();\nconsole.log(reply.status);\n',
    );
    const cwd = folderWith({ 'package.json': '{"type":"module"}', 'example.ts': program });
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(top, join(cwd, 'node_modules', 'meeting-understudy'));
    writeFileSync(
      join(cwd, 'tsconfig.json'),
      JSON.stringify({
        extends: `${top}tsconfig.json`,
        compilerOptions: { noEmit: false, typeRoots: [`${top}node_modules/@types`], skipLibCheck: false },
        include: ['example.ts'],
        exclude: [],
      }),
    );
    const tsc = join(top, 'node_modules/typescript/bin/tsc');
    expect(await run([process.execPath, tsc, '-p', '.'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await run([process.execPath, 'example.js'], { cwd })).toEqual({ code: 0, stdout: '501\n', stderr: '' });
  });
});
