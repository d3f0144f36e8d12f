import { describe, expect, test } from '@jest/globals';
import { keptOutput, lastLines } from '../../../simulator/cli/command-runs/outcome.js';

const keptOf = (...pieces: readonly string[]): string => {
  const kept = keptOutput();
  for (const piece of pieces) kept.add(piece);
  return kept.text();
};

describe('of a command’s output', () => {
  test('all is kept while it is short', () => {
    expect(keptOf('one\nt', 'wo\n')).toBe('one\ntwo\n');
  });

  test('only the end is kept, in whole lines', () => {
    const lines = Array.from({ length: 9000 }, (_, index) => `line ${index}`);
    const kept = keptOf(...lines.map((line) => `${line}\n`)).split('\n');
    expect(kept.slice(-2)).toEqual(['line 8999', '']);
    expect(kept.length).toBeLessThan(8000);
    expect(lines).toContain(kept[0]);
  });

  test('a line too long to keep is left out, since its end may be the end of a credential', () => {
    expect(keptOf('x'.repeat(70_000))).toBe('');
    expect(keptOf('x'.repeat(70_000), '\nsorry')).toBe('sorry');
  });

  test('colors and other commands to a terminal are left out', () => {
    expect(keptOf('\u001b[31mred\u001b[0m\ta\u0007\r\n')).toBe('red\ta\n');
  });

  test('the last 20 lines are shown, and 500 characters of each', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    expect(lastLines(`${lines.join('\n')}\n`)).toEqual(lines.slice(10));
    expect(lastLines(`${'x'.repeat(501)}\n`)).toEqual([`${'x'.repeat(500)}…`]);
  });

  test('nothing is shown where nothing was said', () => {
    expect(lastLines('')).toEqual([]);
  });
});
