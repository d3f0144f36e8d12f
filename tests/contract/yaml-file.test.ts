import { describe, expect, test } from '@jest/globals';
import { yamlFileOf } from '../../contracts/suite/yaml-file.js';
import type { YamlPath } from '../../contracts/suite/yaml-places.js';

const text = `base: {input: {}}
cases:
  - name: one
    then: &one
      accepted: true
  # - an item in a comment
  - # with a comment
  -
  - name: |
      three
      -
    then: *one
    when:
`;

/** The message of a mistake in the text above. */
const mistakeAt = (path: YamlPath): string => yamlFileOf('own.yaml', text).mistake(path, 'is wrong').message;

describe('a mistake in a YAML file', () => {
  test.each<[string, YamlPath, string]>([
    ['a value', ['cases', 0, 'name'], '3:11'],
    ['a value within others in one line', ['base', 'input'], '1:15'],
    ['a value that is missing, by what stands around it', ['cases', 0, 'covers'], '3:5'],
    ['an empty item of a list', ['cases', 1], '7:3'],
    ['a second empty item', ['cases', 2], '8:3'],
    ['an item after empty ones', ['cases', 3], '9:5'],
    ['an alias', ['cases', 3, 'then'], '12:11'],
    ['a value that an alias stands for', ['cases', 3, 'then', 'accepted'], '12:11'],
    ['an empty value, by its key', ['cases', 3, 'when'], '13:5'],
    ['the file', [], '1:1'],
  ])('names the line and column of %s', (_what, path, position) => {
    expect(mistakeAt(path)).toBe(`own.yaml:${position}: is wrong`);
  });

  test('is found among 20,000 cases', () => {
    const many = `cases:\n${'  - [1, 1, 1, 1, 1, 1]\n'.repeat(20_000)}`;
    expect(yamlFileOf('own.yaml', many).mistake(['cases', 19_999], 'is wrong').message).toMatch(/^own\.yaml:20001:5: /);
  });

  test('is found in lists within lists', () => {
    const deep = '['.repeat(50) + ']'.repeat(50);
    expect(yamlFileOf('own.yaml', deep).mistake(Array<number>(49).fill(0), 'is wrong').message).toMatch(
      /^own\.yaml:1:50: /,
    );
  });
});

describe('a YAML file whose value cannot be made', () => {
  const bomb = Array.from({ length: 9 }, (_, level) => {
    const alias = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(alias).join(', ')}]\n`;
  }).join('');

  test.each([
    [
      'an alias within its own value',
      'then: &a\n  <<: *a\n',
      '2:7: has an alias inside the value that it stands for; write',
    ],
    ['aliases for millions of values', bomb, /^own\.yaml:7:\d+: has more than 1000000 values/],
    ['two documents', 'a: 1\n---\na: 2\n', '1:1: must have one YAML document, not 2'],
    ['nothing', '# nothing\n', '1:1: must have one YAML document, not 0'],
  ])('is refused with line and column: %s', (_what, own, message) => {
    expect(() => yamlFileOf('own.yaml', own)).toThrow(typeof message === 'string' ? `own.yaml:${message}` : message);
  });
});
