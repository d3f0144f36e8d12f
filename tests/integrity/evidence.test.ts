import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../simulator/core/pipeline/evidence.js';
import { providers } from '../../simulator/providers/index.js';
import { evidenceOf } from '../support/evidence.js';

test.each(providers)(
  '$name: corroborated evidence has sources of two lineages, all other evidence of one',
  (provider) => {
    const lineagesOf = (each: Evidence): number =>
      'sources' in each ? new Set(each.sources.map((source) => provider.sources[source]?.lineage)).size : 0;
    const cited = evidenceOf(provider).filter(({ confidence }) => confidence !== 'assumed');
    expect(cited.length).toBeGreaterThan(20);
    const wrong = cited.filter((each) => (each.confidence === 'corroborated') !== lineagesOf(each) >= 2);
    expect(wrong).toEqual([]);
  },
);

test.each(providers)(
  '$name: each refusal has evidence for its code, text and status, all of them for headers',
  (provider) => {
    expect(provider.commonEvidence?.order.length).toBeGreaterThan(0);
    expect(provider.commonEvidence?.headers.length).toBeGreaterThan(0);
    const missing = Object.values(provider.refusals).flatMap(({ name, evidence }) =>
      ['code', 'text', 'status']
        .filter((part) => !evidence.some(({ about }) => about.some((each) => each === part)))
        .map((part) => `${name}: ${part}`),
    );
    expect(missing).toEqual([]);
  },
);

test.each(providers)('$name: each operation has evidence for each part of a success', ({ operations }) => {
  expect(Object.keys(operations).length).toBeGreaterThan(0);
  const missing = Object.entries(operations).flatMap(([operation, { success = [] }]) =>
    ['status', 'headers', 'body', 'effect']
      .filter((part) => !success.some(({ about = [] }) => about.includes(part)))
      .map((part) => `${operation}: ${part}`),
  );
  expect(missing).toEqual([]);
});

test.each(providers)('$name: the evidence for its operations is about no success', ({ name }) => {
  const folder = new URL(`../../contracts/${name}/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('operation.json'),
  );
  const statements = files.flatMap((file) =>
    (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Entry).evidence.map(({ statement }) => statement),
  );
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.filter((statement) => /\b200\b|answered/.test(statement))).toEqual([]);
});

interface Entry {
  readonly evidence: readonly Evidence[];
}

/** Whether the parts of a quotation, between `…`, stand in a text in this order. White space does not count. */
function quotes(text: string, quotation: string): boolean {
  let rest = text.replace(/\s/g, '');
  for (const part of quotation.replace(/\s/g, '').split('…')) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}

describe('a quotation', () => {
  const pageOf = (source: string): string =>
    readFileSync(new URL(`../../fixtures/pages/${source}.txt`, import.meta.url), 'utf8');

  test.each(providers)('of $name stands in the text of its page', (provider) => {
    const documented = evidenceOf(provider).filter((each) => each.confidence === 'documented');
    expect(documented.length).toBeGreaterThan(10);
    const absent = documented.filter(
      (each) => !('sources' in each) || each.sources.some((source) => !quotes(pageOf(source), each.statement)),
    );
    expect(absent).toEqual([]);
  });

  test('may leave out parts, but not change their order or their words', () => {
    expect(quotes('one two three', 'one … three')).toBe(true);
    expect(quotes('one two three', 'three … one')).toBe(false);
    expect(quotes('one two three', 'one, two')).toBe(false);
  });
});
