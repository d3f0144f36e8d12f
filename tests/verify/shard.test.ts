import { expect, test } from '@jest/globals';
import { understudy } from '../support/cli.js';

const planned = async (...args: readonly string[]): Promise<readonly string[]> => {
  const { code, stdout } = await understudy(['verify', '--dry-run', '--verbose', '--provider', 'ytx', ...args]);
  expect(code).toBe(0);
  return stdout.split('\n').filter((line) => /ytx\/\S/.test(line));
};

test('each case is in exactly one shard', async () => {
  const all = await planned();
  const parts = await Promise.all(['1/3', '2/3', '3/3'].map((part) => planned('--shard', part)));
  expect(all.length).toBeGreaterThan(30);
  expect(parts.flat().sort()).toEqual([...all].sort());
  expect(Math.max(...parts.map(({ length }) => length)) - Math.min(...parts.map(({ length }) => length))).toBeLessThan(
    2,
  );
});

test('an invalid shard is a mistake', async () => {
  const { code, stderr } = await understudy(['verify', '--shard', '4/3']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('It must be a part such as 1/4.')]);
});
