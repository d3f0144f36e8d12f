import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const top = fileURLToPath(new URL('../..', import.meta.url));
const tests = readdirSync(join(top, 'tests'), { recursive: true, encoding: 'utf8' })
  .map((file) => `tests/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts'));

/** What a test needs beyond node itself, by which it belongs to a suite. */
type Need = 'browser' | 'process';

const browserHelper = 'tests/support/browser.ts';

/** What a file imports: packages, and files of `tests/` from the top of the tree. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(top, file), 'utf8');
  const names = [...source.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(([, name = '']) => name);
  return names.map((name) => (name.startsWith('.') ? join(dirname(file), name).replace(/\.js$/, '.ts') : name));
}

/** What a file of `tests/` imports, itself or through other files of `tests/`. */
function reachedFrom(file: string): ReadonlySet<string> {
  const reached = new Set([file]);
  // What is added on the way is visited too. The browser's helper spawns a process for its own ends.
  for (const each of reached) {
    const isOurs = each.startsWith('tests/') && each.endsWith('.ts') && each !== browserHelper;
    if (isOurs && existsSync(join(top, each))) importsOf(each).forEach((name) => reached.add(name));
  }
  return reached;
}

function needsOf(file: string): readonly Need[] {
  const reached = reachedFrom(file);
  return [
    ...(reached.has(browserHelper) || reached.has('playwright-core') ? ['browser' as const] : []),
    ...(reached.has('node:child_process') ? ['process' as const] : []),
  ];
}

const isNamedFor = (file: string, need: Need): boolean =>
  file.endsWith(`.${need}.test.ts`) || file.endsWith('.full.test.ts');

const misnamed = (need: Need): readonly string[] =>
  tests.filter((file) => needsOf(file).includes(need) && !isNamedFor(file, need)).sort();

describe('the name of a test file', () => {
  test('says that the file spawns processes: *.process.test.ts, or *.full.test.ts', () => {
    expect(misnamed('process')).toEqual([]);
  });

  test('says that the file needs a browser: *.browser.test.ts, or *.full.test.ts', () => {
    expect(misnamed('browser')).toEqual([]);
  });

  test('is looked at with all that the file imports', () => {
    expect(needsOf('tests/support/chromium.browser.test.ts')).toEqual(['browser']);
    expect(needsOf('tests/integrity/suites.full.test.ts')).toEqual(['process']);
    expect(needsOf('tests/integrity/suites.test.ts')).toEqual([]);
  });
});
