import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const jest = join(top, 'node_modules/jest/bin/jest.js');
const { scripts } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The test files that a script of package.json runs, from the top of the tree. */
function filesOf(script: string): readonly string[] {
  const config = /--config (\S+)/.exec(scripts[script] ?? '')?.[1] ?? 'jest.config.js';
  const { stdout } = spawnSync(process.execPath, [jest, '--listTests', '--config', config], { cwd: top });
  const files = stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  return files.map((file) => relative(top, file).replaceAll('\\', '/')).sort();
}

const all = readdirSync(join(top, 'tests'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `tests/${file.replaceAll('\\', '/')}`);

describe('the test files', () => {
  const [ordinary, full, fast] = [filesOf('test'), filesOf('test:full'), filesOf('test:fast')];

  test('are run by npm test or by npm run test:full, each by one of them', () => {
    expect([...ordinary, ...full].sort()).toEqual([...all].sort());
    expect(full).toEqual(all.filter((file) => file.endsWith('.full.test.ts')).sort());
    expect(full).not.toEqual([]);
  });

  test('of npm run test:fast are those of npm test whose names say of no other kind', () => {
    expect(fast).toEqual(ordinary.filter((file) => !/\.(browser|process|plan|property)\.test\.ts$/.test(file)));
    expect(fast.length).toBeGreaterThan(100);
  });

  test('have no kind but those that decide about suites', () => {
    const kinds = all.map((file) => /\.(\w+)\.test\.ts$/.exec(file)?.[1]).filter((kind) => kind !== undefined);
    expect([...new Set(kinds)].sort()).toEqual(
      ['browser', 'full', 'plan', 'process', 'property', 'types'].filter((kind) => kinds.includes(kind)),
    );
  });
});

describe('the closing lines of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-suites-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const test1 = `
    describe.skip('in a browser: there is none', () => { test('one', () => {}); test('two', () => {}); });
    test('three', () => {});
    test('four', () => { throw new Error('four'); });
  `;

  const closingLines = (...args: readonly string[]): readonly string[] => {
    writeFileSync(join(folder, 'some.test.js'), test1);
    const config = { rootDir: folder, reporters: [join(top, 'tests/summary-reporter.js')], testEnvironment: 'node' };
    const options = ['--config', JSON.stringify(config), ...args];
    const { stdout } = spawnSync(process.execPath, [jest, ...options], { cwd: folder });
    return stdout.toString().trim().split('\n');
  };

  test('count the tests, and say once what was skipped and why', () => {
    expect(closingLines()).toEqual(['skipped (2): in a browser: there is none', '1 passed, 1 failed, 2 skipped']);
  });

  test('do not name what was skipped because only some tests were asked for', () => {
    expect(closingLines('-t', 'three')).toEqual(['1 passed, 0 failed, 3 skipped']);
  });
});
