import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checksOf, eventsOf, successesOf } from '../../simulator/checks-report/rows.js';
import type { Provider } from '../../simulator/core/provider.js';
import { providers } from '../../simulator/providers/index.js';
import { top, understudy } from '../support/cli.js';

const stated = (evidence: readonly { readonly statement: string }[]): readonly string[] =>
  evidence.map(({ statement }) => statement);

/** The statements of a provider's contract, by the file that has their Chinese. */
const statementsOf = (provider: Provider): Readonly<Record<string, readonly string[]>> => ({
  checks: checksOf(provider).map(({ statement }) => statement),
  evidence: [
    ...checksOf(provider).flatMap(({ evidence }) => stated(evidence)),
    ...Object.values(provider.refusals).flatMap(({ evidence }) => stated(evidence)),
    ...stated([...(provider.commonEvidence?.headers ?? []), ...(provider.commonEvidence?.order ?? [])]),
    ...eventsOf(provider).flatMap(({ title, says, evidence }) => [title, says, ...stated(evidence)]),
  ],
  successes: successesOf(provider).flatMap(({ evidence }) => stated(evidence)),
  readings: Object.values(provider.readings).flatMap(({ asks, options, reason }) => [
    asks,
    reason,
    ...Object.values(options),
  ]),
});

/** A quotation in Chinese, and one of code, are the same in every language. */
const isEnglish = (text: string): boolean =>
  !/\p{Script=Han}/u.test(text) && /[a-z]+ [a-z]{2,} [a-z]+/.test(text) && !/^HTTP|^\[\{|^\d+ |^"/.test(text);

describe.each(providers)('the Chinese of the contract of $name', (provider) => {
  const files = Object.entries(statementsOf(provider)).map(([name, statements]) => {
    const path = `simulator/translations/${provider.name}/${name}.json`;
    return { path, statements, keys: Object.keys(JSON.parse(readFileSync(`${top}${path}`, 'utf8')) as object) };
  });
  const [allKeys, allStatements] = [files.flatMap(({ keys }) => keys), files.flatMap(({ statements }) => statements)];

  test('has every statement in English; the file of each missing one stands before it', () => {
    const missing = files.flatMap(({ path, statements }) =>
      statements.filter((text) => isEnglish(text) && !allKeys.includes(text)).map((text) => `add to ${path}: ${text}`),
    );
    expect(missing).toEqual([]);
  });

  test('has no other text', () => {
    const unused = files.flatMap(({ path, keys }) =>
      keys.filter((text) => !allStatements.includes(text)).map((text) => `remove from ${path}: ${text}`),
    );
    expect(unused).toEqual([]);
  });
});

/** The English sentences in a Chinese text: four words in a row that are no name. */
const englishIn = (text: string): readonly string[] =>
  text
    .replace(/`[^`]*`|"[^"]*"|\S+\/\S+|^ {4}用例.*$|^ {17}.*$|^ {4}整体.*$|^ {2}应答.*$/gm, '')
    .match(/\b[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}\b.*/g) ?? [];

test.each([
  ['readings'],
  ['explain', 'ytx', '-205'],
  ['explain', 'ytx', 'callRecord'],
  ['explain', 'xylink', '66620'],
  ['explain', 'xylink', 'createGroups'],
  ['mutants', '--list', '--case', 'ytx/code/*'],
])('%s %s %s prints no English sentence in Chinese', async (...args) => {
  const { code, stdout } = await understudy([...args, '--language', 'zh']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\p{Script=Han}/u);
  expect(englishIn(stdout)).toEqual([]);
});
