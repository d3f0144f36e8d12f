import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { folderWith, tidyUp } from '../support/cli.js';

/** The line below. */
const line = 11;
const thrownHere = new Error('thrown here');

describe('a test file', () => {
  test('is named in stacks as it is written, not as it is compiled', () => {
    expect(thrownHere.stack?.split('\n')[1]).toMatch(
      new RegExp(`${fileURLToPath(import.meta.url).replaceAll('\\', '.')}:${line}:`),
    );
  });

  test('is loaded anew in every run', () => {
    expect(import.meta.url).toMatch(/runner\.test\.ts\?(tests|all)=\d+$/);
  });

  test("loads the product's entry for jest anew, whose tests are then its own", () => {
    expect(import.meta.resolve('../../simulator/test-kit/jest.js')).toMatch(/test-kit\/jest\.ts\?(tests|all)=\d+$/);
    expect(import.meta.resolve('../../simulator/index.js')).toMatch(/simulator\/index\.ts(\?all=\d+)?$/);
  });

  test('runs in the realm of node itself, where errors of fetch are errors', async () => {
    const failure: unknown = await fetch('http://127.0.0.1:1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(() => {
      throw new RangeError('of this realm');
    }).toThrow(RangeError);
  });

  test('can fake the timers that the product uses, and gets the real ones back', () => {
    const real = setTimeout;
    jest.useFakeTimers();
    expect(setTimeout).not.toBe(real);
    jest.useRealTimers();
    expect(setTimeout).toBe(real);
  });

  test('gets the name of the missing module, and no line of the runner', async () => {
    const missing = new URL('./no-such-file.js', import.meta.url).href;
    const failure: unknown = await import(missing).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: expect.stringMatching(/no-such-file\.js' imported from/), stack: '' });
  });
});

interface RealmModule {
  readonly forbidExit: () => () => void;
  readonly realmNow: (jestExpect: typeof expect) => () => void;
}
const { forbidExit, realmNow } = createRequire(import.meta.url)('../support/runner/realm.cjs') as RealmModule;

test('what a test file changes of its process is put back', () => {
  const { env } = process;
  const putBack = realmNow(expect);
  const before = { folder: process.cwd(), exitCode: process.exitCode, path: process.env['PATH'] };
  process.env = { ...env, LEAKED: 'yes' };
  env['LEAKED'] = 'yes';
  delete env['PATH'];
  process.chdir(tmpdir());
  process.exitCode = 3;
  Object.assign(globalThis, { leaked: true });
  expect.extend({ toLeak: () => ({ pass: true, message: () => '' }) });
  expect.addEqualityTesters([() => true]);
  expect('toLeak' in expect).toBe(true);
  putBack();
  expect(process.env).toBe(env);
  expect({ folder: process.cwd(), exitCode: process.exitCode, path: process.env['PATH'] }).toStrictEqual(before);
  expect(['LEAKED' in process.env, 'leaked' in globalThis, 'toLeak' in expect, 'toLeak' in expect.not]).toStrictEqual(
    Array(4).fill(false),
  );
  expect('toLeak' in expect(1)).toBe(false);
  expect(() => {
    expect(1).toEqual(2);
  }).toThrow();
});

test('the process of a test file cannot be ended', () => {
  expect(() => process.exit(3)).toThrow(/^process\.exit\(3\) was called in a test/);
  const allow = forbidExit();
  expect(() => process.exit()).toThrow(/^process\.exit\(\) was called in a test/);
  allow();
});

interface Compiled {
  readonly code: string;
  readonly map: string;
}
interface CacheModule {
  readonly compilation: { readonly jsc: object };
  readonly placeOf: (path: string, text: string) => string;
  readonly mapOf: (place: string) => string;
  readonly kept: (place: string) => string | undefined;
  readonly keep: (place: string, compiled: Compiled) => string;
}
const { keep, kept, mapOf, placeOf } = createRequire(import.meta.url)('../support/runner/cache.cjs') as CacheModule;

afterAll(tidyUp);

describe('what test files are compiled to', () => {
  let place: string;
  let code: string;
  beforeEach(() => {
    place = join(folderWith({}), 'compiled', 'a.js');
    code = keep(place, { code: 'export const one = 1;', map: '{"version":3}' });
  });

  test('is kept with its source map, in a folder that need not be there', () => {
    expect(code).toMatch(/^export const one = 1;\n/);
    expect(kept(place)).toBe(code);
    expect(readFileSync(mapOf(place), 'utf8')).toBe('{"version":3}');
  });

  test.each<[string, (file: string) => void]>([
    [
      'is empty',
      (file) => {
        writeFileSync(file, '');
      },
    ],
    [
      'is broken off',
      (file) => {
        writeFileSync(file, readFileSync(file, 'utf8').slice(0, -3));
      },
    ],
    [
      'is another',
      (file) => {
        writeFileSync(file, 'no code');
      },
    ],
    [
      'is gone',
      (file) => {
        rmSync(file);
      },
    ],
  ])('is not taken where the code or its source map %s', (_what, spoil) => {
    for (const file of [place, mapOf(place)]) {
      keep(place, { code: 'export const one = 1;', map: '{"version":3}' });
      spoil(file);
      expect(kept(place)).toBeUndefined();
    }
    rmSync(join(place, '..'), { recursive: true });
    expect(kept(place)).toBeUndefined();
    keep(place, { code, map: '{}' });
    expect(existsSync(place)).toBe(true);
  });

  test('is kept under a name of its own for each path and text', () => {
    const names = [placeOf('/a.ts', 'one'), placeOf('/a.ts', 'two'), placeOf('/b.ts', 'one')];
    expect(new Set(names).size).toBe(3);
  });
});
