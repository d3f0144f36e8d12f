import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp } from '../support/cli.js';

interface LockOptions {
  readonly noticeAfterMs?: number;
  readonly write?: (text: string) => void;
}
interface BuildLock {
  readonly locked: <Value>(file: string, doing: () => Value, options?: LockOptions) => Promise<Value>;
}
const { locked } = (await import(new URL('../../scripts/build-lock.js', import.meta.url).href)) as BuildLock;

afterAll(tidyUp);

let file: string;
beforeEach(() => {
  const folder = join(folderWith({}), '.dist');
  mkdirSync(folder);
  file = join(folder, 'lock');
});

/** The text of the lock that a process has taken. */
const textOf = (lock: object): string => JSON.stringify({ started: null, token: 'of another', ...lock });

describe('the lock of the build', () => {
  test.each([
    ['is empty', ''],
    ['holds no number of a process', 'no number'],
    ['holds the number of this process alone', String(process.pid)],
    ['was made by an earlier process of the same number', textOf({ pid: process.pid })],
    ['was made by a process that has ended', textOf({ pid: 999_999_999 })],
    ['names a group of processes', textOf({ pid: -1 })],
    ['was made by a process that had the number of another before it', textOf({ pid: process.ppid, started: '-1' })],
  ])('is taken over where it %s', async (_what, text) => {
    writeFileSync(file, text);
    await locked(file, () => {
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    });
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  test('is waited for while its maker is alive, which is said once', async () => {
    writeFileSync(file, textOf({ pid: process.ppid }));
    const said: string[] = [];
    let isDone = false;
    const done = locked(file, () => (isDone = true), { noticeAfterMs: 60, write: (text) => said.push(text) });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(isDone).toBe(false);
    expect(said).toEqual([`waiting for the build of process ${process.ppid} (.dist/lock)\n`]);
    writeFileSync(file, '');
    await done;
    expect(existsSync(file)).toBe(false);
  });

  test('is waited for within one process, and given back after a failure', async () => {
    const order: string[] = [];
    const one = locked(file, async () => {
      await new Promise((resolve) => setTimeout(resolve, 80));
      order.push('one');
      throw new Error('failed');
    });
    const other = locked(file, () => order.push('other'));
    await expect(one).rejects.toThrow('failed');
    await other;
    expect(order).toEqual(['one', 'other']);
  });
});
