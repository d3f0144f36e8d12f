import { describe, expect, test } from '@jest/globals';
import { sizeFlag } from '../../simulator/cli/shared/flags.js';

describe('a size on the command line', () => {
  const read = sizeFlag(1024, 2 * 1024 ** 3);

  test.each([
    ['1024', 1024],
    ['512mb', 512 * 1024 ** 2],
    ['512 MB', 512 * 1024 ** 2],
    ['1GiB', 1024 ** 3],
    ['64kb', 65536],
  ])('%s is %i bytes', (text, bytes) => {
    expect(read(text)).toBe(bytes);
  });

  test.each(['', 'mb', '1023', '3gb', '-1mb', '1.5gb', '512m', '1tb', '0x400', '512mb '])('%j is none', (text) => {
    expect(() => read(text)).toThrow('It must be a size from 1kb to 2048mb, such as 512mb.');
  });
});
