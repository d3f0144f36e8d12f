import { describe, expect, test } from '@jest/globals';
import { parsedYaml } from '../../simulator/cli/shared/world-file.js';

describe('a YAML file', () => {
  test('may be JSON, may use anchors, and is undefined when nothing stands in it', async () => {
    expect(await parsedYaml('file', '{"a": [1, "2", null]}')).toEqual({ a: [1, '2', null] });
    expect(await parsedYaml('file', 'a: &x [1, 2]\nb: [*x, *x]\n')).toEqual({
      a: [1, 2],
      b: [
        [1, 2],
        [1, 2],
      ],
    });
    expect(await parsedYaml('file', '# nothing\n')).toBeUndefined();
  });

  test('keeps dates and times as the texts they are written as', async () => {
    expect(await parsedYaml('file', 'at: 2026-11-21T12:00:00+08:00\n')).toEqual({ at: '2026-11-21T12:00:00+08:00' });
  });

  test.each([
    [
      'has a template without quotes',
      'mute:\n  body: { a: {{body.x}} }\n',
      'file is not valid YAML or JSON: line 2, column 14: a text with {{…}} needs quotes: "{{…}}"',
    ],
    [
      'has a template without quotes in a text',
      'mute:\n  body: {{#if a}}x\n',
      /line 2, column \d+: missed comma .*; a text with {{…}} needs quotes: "{{…}}"$/,
    ],
    [
      'has a list as a key',
      'a: 1\n? [b]\n: 2\n',
      'file is not valid YAML or JSON: line 2, column 3: a key must be a text',
    ],
    ['is too large', 'x'.repeat(32 * 1024 * 1024 + 1), /^file is too large: 33554433 characters/],
    ['is too deep', '['.repeat(101), /^file is not valid YAML or JSON: line 1, column \d+: nesting exceeded/],
    ['has an unknown tag', '!<secret> x', /^file is not valid YAML or JSON: line 1, column 1: unknown scalar tag$/],
  ])('that %s is not read', async (_what, text, says) => {
    await expect(parsedYaml('file', text)).rejects.toThrow(says);
  });

  test('may have so many values and no more', async () => {
    // The document and the list count too.
    expect(await parsedYaml('file', '[1, 2]', 4)).toEqual([1, 2]);
    await expect(parsedYaml('file', '[1, 2, 3]', 4)).rejects.toThrow(/^file has more than 4 values/);
  });
});
