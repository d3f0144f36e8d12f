import { afterAll, describe, expect, test } from '@jest/globals';
import { readingsText } from '../../simulator/cli/readings.js';
import { wrapText } from '../../simulator/cli/shared/text.js';
import { providers } from '../../simulator/providers/index.js';
import { tidyUp, understudy } from '../support/cli.js';

afterAll(tidyUp);

const all = providers.flatMap(({ name, readings }) =>
  Object.entries(readings).map(([reading, entry]) => ({ name: `${name}/${reading}`, ...entry })),
);

/** A text without its line breaks and indentation. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** The part of the text page about one reading. */
const partOf = (name: string): string =>
  readingsText(providers)
    .split('\n\n')
    .find((part) => part.startsWith(`${name}\n`)) ?? '';

describe('the readings as text', () => {
  test.each(all)(
    'show of $name the question, every option with its meaning, and the reason of the default',
    (reading) => {
      const part = flat(partOf(reading.name));
      expect(part).toContain(reading.asks);
      expect(part).toContain(`Why: ${reading.reason}`);
      for (const [option, means] of Object.entries<string>(reading.options))
        expect(part).toContain(`${option} ${means}`);
    },
  );

  test.each(all)('mark the default option of $name, and put it first', ({ name, asks, default: usual, options }) => {
    expect(flat(partOf(name))).toContain(`${asks} * ${usual} `);
    expect(partOf(name).match(/^ {2}\* /gm)).toHaveLength(1);
    expect(partOf(name).match(/^ {2}[* ] \S/gm)).toHaveLength(Object.keys(options).length);
  });

  test('fit on a terminal of 80 columns', () => {
    const tooWide = readingsText(providers)
      .split('\n')
      .filter((line) => line.length > 80);
    expect(tooWide).toEqual([]);
  });
});

describe('a wrapped text', () => {
  test('breaks between words, and stands in its column', () => {
    expect(wrapText('one two three', { lead: ' *', indent: 4, width: 11 })).toBe(' *  one two\n    three');
  });

  test('has a line for a word that is wider than a line', () => {
    expect(wrapText('a incomprehensible b', { lead: '', indent: 2, width: 8 })).toBe('  a\n  incomprehensible\n  b');
  });
});

describe('understudy readings', () => {
  test('prints every reading of every provider', async () => {
    expect(await understudy(['readings'])).toEqual({ code: 0, stdout: readingsText(providers), stderr: '' });
  });

  test('prints those of one provider', async () => {
    const xylink = providers.filter(({ name }) => name === 'xylink');
    const { stdout } = await understudy(['readings', 'xylink']);
    expect(stdout).toBe(readingsText(xylink));
    expect(stdout).not.toContain('ytx/');
  });

  test('prints them as JSON', async () => {
    const { stdout } = await understudy(['readings', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      ...Object.fromEntries(providers.map(({ name, readings }) => [name, readings])),
      profiles: Object.fromEntries(providers.map(({ name, readingProfiles }) => [name, readingProfiles])),
    });
  });

  test('knows no other provider, and names those it may be mistaken for', async () => {
    const { code, stdout, stderr } = await understudy(['readings', 'xylnk']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('understudy: unknown provider "xylnk"; did you mean xylink?\n');
    const { stderr: far } = await understudy(['readings', 'videoconference']);
    expect(far).toBe('understudy: unknown provider "videoconference"; use one of: ytx, xylink\n');
  });
});
