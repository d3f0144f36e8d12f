import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from '@jest/globals';
import { english } from '../../contracts/messages.js';
import { programFor } from '../../simulator/cli/program.js';
import { top, understudy } from '../support/cli.js';
import { textsIn } from './templates.js';

const catalogue = (name: string): readonly string[] =>
  Object.keys(JSON.parse(readFileSync(`${top}simulator/translations/${name}.json`, 'utf8')) as object);

/** Whether a template has words of its own, besides its values and punctuation. */
const hasWords = (template: string): boolean => /[a-z]{2}/i.test(template.replace(/\{\d+\}/g, ''));

const run = {
  io: { text: english, language: 'en', env: {}, stdout: {}, stderr: {} },
  argv: [],
  exitWith: () => undefined,
} as unknown as Parameters<typeof programFor>[0];

/** The program and every command below it. */
function commandsOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(commandsOf)];
}

const commands = commandsOf(programFor(run));
const described = new Set(
  commands.flatMap((command) => [
    command.description(),
    ...command.options.map(({ description }) => description),
    ...command.registeredArguments.map(({ description }) => description),
  ]),
);
const sources = textsIn(['contracts', 'simulator']);
const written = [...sources.written].join('\n');

describe('the Chinese catalogue', () => {
  const messages = ['help', 'help-paragraphs', 'errors', 'output', 'error-catalogue'].flatMap(catalogue);
  const phrases = ['phrases', 'runs', 'advice'].flatMap(catalogue);

  test('has every text that the sources say', () => {
    const missing = [...sources.said].filter((template) => hasWords(template) && !messages.includes(template));
    // Each message is in one of these files; a text that a command prints is usually in the first.
    const files = 'output.json, errors.json or help-paragraphs.json in simulator/translations';
    expect(missing.map((template) => `add to ${files}: ${template}`)).toEqual([]);
  });

  test('has no text that no source says', () => {
    const parts = [...described].flatMap((text) => [text, text.replace(/^(?:with --\w+|for the sandbox): /, '')]);
    const known = new Set([...sources.said, ...parts]);
    expect(messages.filter((template) => !known.has(template) && !written.includes(template))).toEqual([]);
  });

  test('has no text twice', () => {
    expect([...messages, ...phrases]).toHaveLength(new Set([...messages, ...phrases]).size);
  });

  test.each(readdirSync(`${top}simulator/translations`).filter((file) => file.endsWith('.json')))(
    '%s keeps the values of each text, and has Chinese in it',
    (file) => {
      const entries = Object.entries(
        JSON.parse(readFileSync(`${top}simulator/translations/${file}`, 'utf8')) as Record<string, string>,
      );
      const valuesOf = (text: string): string => (text.match(/\{\d+\}/g) ?? []).toSorted().join(' ');
      expect(entries.filter(([template, text]) => valuesOf(template) !== valuesOf(text))).toEqual([]);
      const isPlain = (template: string): boolean => /^[\w{} :,]+$/.test(template) && template.length < 12;
      expect(
        entries.filter(([template, text]) => !isPlain(template) && !/[\p{Script=Han}，；：（。]/u.test(text)),
      ).toEqual([]);
    },
  );
});

/** Names, flags, values and commands, which are the same in every language. */
const names = [
  /^ {2}understudy .*$/gm,
  /^(?:Usage|用法).*$/gm,
  /`[^`]*`/g,
  /"[^"]*"/g,
  /^ {2,}(?:-|<|[a-zA-Z]\S*(?: \[| <| {2}|$)).*?(?= {2}|$)/gm,
  /https?:\S+/g,
];

describe('--help in Chinese', () => {
  const paths = commands.map((command) => {
    const names: string[] = [];
    for (let each = command; each.parent !== null; each = each.parent) names.unshift(each.name());
    return names;
  });

  test.each(paths.map((path) => [path.join(' ') || 'understudy', path] as const))('%s', async (_name, path) => {
    const { code, stdout, stderr } = await understudy([...path, '--help', '--language', 'zh']);
    expect([code, stderr]).toEqual([0, '']);
    const text = names.reduce((rest, shape) => rest.replace(shape, ''), stdout);
    // Three lower-case words in a row are a sentence.
    expect(text.match(/\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b.*/g) ?? []).toEqual([]);
    expect(stdout).toMatch(/\p{Script=Han}/u);
  });
});
