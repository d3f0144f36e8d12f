import { say } from '../../contracts/messages.js';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { appendUserFile, writeUserFile } from '../../simulator/cli/shared/user-files.js';
import { folderWith, tidyUp } from '../support/cli.js';

afterEach(tidyUp);

describe('a file that a user asked for', () => {
  test('gets its folders, and is written anew or added to', async () => {
    const cwd = folderWith();
    const file = { is: say`report`, path: 'a/b/report.txt', cwd };
    await writeUserFile(file, 'one');
    await writeUserFile(file, 'two');
    await appendUserFile(file, ', three');
    expect(readFileSync(`${cwd}/a/b/report.txt`, 'utf8')).toBe('two, three');
  });

  test.each([writeUserFile, appendUserFile])('is named with the reason when it cannot be written', async (write) => {
    const cwd = folderWith({ file: '' });
    await expect(write({ is: say`patch`, path: 'file/x.patch', cwd }, '')).rejects.toThrow(
      /^cannot write the patch file\/x\.patch: E(NOTDIR|EXIST)$/,
    );
  });
});
