import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';

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
