import { describe, expect, test } from '@jest/globals';
import { progressOn } from '../../../simulator/cli/command-runs/progress.js';

/** All that is written of two runs, of which the second fails. */
function written(isTTY: boolean, isVerbose: boolean): string {
  let text = '';
  const { begins, ends, close } = progressOn({ isTTY, write: (more) => (text += more) }, isVerbose);
  begins('[1/2] default');
  ends('[1/2] default: passed', []);
  begins('[2/2] ytx/version=any');
  ends('[2/2] ytx/version=any: failed (exit code 1)', ['what it said']);
  close();
  return text;
}

describe('the progress', () => {
  test('is a line a run, with the output below', () => {
    expect(written(false, true)).toBe(
      '[1/2] default: passed\n[2/2] ytx/version=any: failed (exit code 1)\n    what it said\n',
    );
  });

  test('is short in a pipe: the runs with an output', () => {
    expect(written(false, false)).toBe('[2/2] ytx/version=any: failed (exit code 1)\n    what it said\n');
  });

  test('on a terminal is one line that is written anew, above it what failed', () => {
    expect(written(true, false).split('\r\u001b[K')).toEqual([
      '',
      '[1/2] default …',
      '[2/2] ytx/version=any …',
      '[2/2] ytx/version=any: failed (exit code 1)\n    what it said\n',
      '',
    ]);
  });
});
