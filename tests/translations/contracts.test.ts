import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checksOf, eventsOf, successesOf } from '../../simulator/checks-report/rows.js';
import type { Provider } from '../../simulator/core/provider.js';
import { providers } from '../../simulator/providers/index.js';
import { top, understudy } from '../support/cli.js';

/** The statements of a provider's contract: of checks, replies, events, readings and successes. */
const statementsOf = (provider: Provider): readonly string[] => [
  ...checksOf(provider).flatMap(({ statement, evidence }) => [statement, ...evidence.map((each) => each.statement)]),
  ...Object.values(provider.refusals).flatMap(({ evidence }) => evidence.map((each) => each.statement)),
  ...[...(provider.commonEvidence?.headers ?? []), ...(provider.commonEvidence?.order ?? [])].map(
    (each) => each.statement,
  ),
  ...eventsOf(provider).flatMap(({ title, says, evidence }) => [
    title,
    says,
    ...evidence.map((each) => each.statement),
  ]),
  ...successesOf(provider).flatMap(({ evidence }) => evidence.map((each) => each.statement)),
  ...Object.values(provider.readings).flatMap(({ asks, options, reason }) => [asks, reason, ...Object.values(options)]),
];

/** A quotation in Chinese, and one of code, are the same in every language. */
const isEnglish = (text: string): boolean =>
  !/\p{Script=Han}/u.test(text) && /[a-z]+ [a-z]{2,} [a-z]+/.test(text) && !/^HTTP|^\[\{|^\d+ |^"/.test(text);

describe.each(providers)('the Chinese of the contract of $name', (provider) => {
  const keys = ['readings', 'evidence', 'checks', 'successes'].flatMap((name) =>
    Object.keys(
      JSON.parse(readFileSync(`${top}simulator/translations/${provider.name}/${name}.json`, 'utf8')) as object,
    ),
  );
  const statements = statementsOf(provider);

  test('has every statement in English', () => {
    expect(statements.filter((text) => isEnglish(text) && !keys.includes(text))).toEqual([]);
  });

  test('has no other text', () => {
    expect(keys.filter((text) => !statements.includes(text))).toEqual([]);
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
