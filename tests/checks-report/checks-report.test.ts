import { describe, expect, test } from '@jest/globals';
import { explain } from '../../simulator/checks-report/explain.js';
import { checksReport } from '../../simulator/checks-report/json.js';
import { provedChecksOf, totalsOf } from '../../simulator/checks-report/proof.js';
import { checksOf } from '../../simulator/checks-report/rows.js';
import {
  checkConfidence,
  checkParts,
  confidenceInWords,
  confidenceOf,
} from '../../simulator/core/pipeline/confidence.js';
import { checksTables } from '../../simulator/checks-report/markdown.js';
import { checksText } from '../../simulator/checks-report/text.js';
import { withTables } from '../../simulator/checks-report/documents.js';
import { providers } from '../../simulator/providers/index.js';
import { ytx } from '../../simulator/providers/ytx/index.js';

const reason = 'because';

describe('the checks report', () => {
  test('lets a check stand as well as its weakest evidence', () => {
    expect(confidenceOf([{ confidence: 'documented', sources: ['page'], statement: 'so' }])).toBe('documented');
    expect(
      confidenceOf([
        { confidence: 'documented', sources: ['page'], statement: 'so' },
        { confidence: 'assumed', statement: reason },
        { confidence: 'single', sources: ['program'], statement: 'so' },
      ]),
    ).toBe('assumed');
    expect(confidenceOf([])).toBe('assumed');
  });

  test('gives each part the confidence of its own evidence, and the whole that of the weakest part', () => {
    const page = { confidence: 'documented', sources: ['page'], statement: 'so' } as const;
    const program = { confidence: 'single', sources: ['program'], statement: 'so' } as const;
    const guess = { confidence: 'assumed', statement: reason } as const;
    const refusal = {
      evidence: [
        { ...page, about: ['code', 'status'] as const },
        { ...program, about: ['text'] as const },
        { ...guess, about: ['status'] as const },
      ],
    };
    const parts = checkConfidence({ evidence: [page] }, refusal, { order: [page], headers: [program] });
    expect(confidenceInWords(parts)).toEqual({
      en: 'assumed (condition documented, order documented, code documented, text single, status assumed, headers single)',
      zh: '推定（条件有文档，顺序有文档，错误码有文档，文本单一来源，状态码推定，响应头单一来源）',
    });
    expect(checkConfidence({ evidence: [page] }, refusal)).toMatchObject({ order: 'assumed', headers: 'assumed' });
  });

  test.each(providers)('of $name counts each check once in each part', async (provider) => {
    const report = (await checksReport([provider]))[provider.name];
    for (const part of checkParts) {
      const counts = Object.values(report?.totalsByPart[part] ?? {});
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(report?.checks.length);
    }
    const text = await checksText(provider, { now: 0 });
    for (const part of checkParts) expect(text).toMatch(new RegExp(`^  ${part} +\\d+ documented, `, 'm'));
  });

  test('counts every check once, and nothing as validated', async () => {
    const rows = await provedChecksOf(ytx);
    const { validated, ...standings } = totalsOf(rows);
    expect(validated).toBe(0);
    expect(Object.values(standings).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  });

  test.each(providers)('lists the checks of $name in the order in which requests meet them', (provider) => {
    const listed = checksOf(provider).map(({ check }) => check);
    const met = Object.values(provider.endpoints).map(({ checks }) => checks.list.map(({ name }) => name));
    expect(met.length).toBeGreaterThan(0);
    // The first operation's come first; those that only later operations have follow, in their own order.
    let rest = listed;
    for (const names of met) {
      const own = names.filter((name) => rest.includes(name));
      expect(rest.slice(0, own.length)).toEqual(own);
      rest = rest.slice(own.length);
    }
    expect(rest).toEqual([]);
  });

  test('shows with every check the cases that prove it', async () => {
    const { ytx: part } = await checksReport([ytx]);
    expect(part?.checks.filter(({ cases }) => cases.length === 0)).toEqual([]);
    const ipRestricted = part?.checks.find(({ check }) => check === 'ytx/caller-is-allowed');
    const proving = [
      "a caller who is not on the application's list is refused",
      "a caller who is on the application's list is let in",
    ];
    expect(ipRestricted?.cases).toEqual(expect.arrayContaining(proving));
  });

  test('for people ends with how many checks stand how well', async () => {
    expect(await checksText(ytx, { now: 0 })).toMatch(
      /ytx: \d+ checks by their weakest part: \d+ documented, \d+ corroborated, \d+ single, \d+ assumed, 0 validated$/m,
    );
  });
});

describe('the tables of checks', () => {
  test.each(providers)('of $name name each check once, and each table counts from 1', (provider) => {
    const tables = checksTables(provider)
      .split('\n\n')
      .filter((part) => part.startsWith('|'))
      .map((part) =>
        Array.from(part.matchAll(/^\| (\d+) \| `([^`]+)`/gm), ([, number, check]) => [Number(number), check]),
      );
    for (const rows of tables) expect(rows.map(([number]) => number)).toEqual(rows.map((_, index) => index + 1));
    const checks = tables.flatMap((rows) => rows.map(([, check]) => check));
    expect(checks.sort()).toEqual(
      checksOf(provider)
        .map(({ check }) => check)
        .sort(),
    );
  });

  test('say in which order a request meets shared checks and those of its operation', () => {
    const [xylink] = providers.filter(({ name }) => name === 'xylink');
    expect(xylink && checksTables(xylink)).toMatch(/^### `invite`\n\nOrder: shared 1–13, own 1–2, shared 14\.$/m);
  });
});

describe('an explanation', () => {
  const applicationChecks = checksOf(ytx)
    .filter(({ refusals }) => refusals.some(({ name }) => name === 'applicationNotVerified'))
    .map(({ check }) => check);

  test('of -205 names all causes, at least five, with their evidence', async () => {
    const text = await explain(ytx, '-205');
    expect(applicationChecks.length).toBeGreaterThanOrEqual(5);
    for (const check of applicationChecks) expect(text).toContain(check);
    expect(text).toContain('设置ip白名单');
    expect(text).toMatch(
      /^ {2}reply: assumed \(code documented, text corroborated, status assumed, headers assumed\)$/m,
    );
    expect(text).toContain('{"statusCode":"-205","statusMsg":"应用验证失败"}');
  });

  test.each(['ytx/caller-is-allowed', 'caller-is-allowed', 'caller-not-allowed'])(
    'of %s names that check alone, and its refusal',
    async (asked) => {
      const text = await explain(ytx, asked);
      expect(text).toContain('ytx -205 applicationNotVerified');
      expect(text).toContain('ytx/caller-is-allowed');
      expect(text).not.toContain('ytx/application-is-online');
    },
  );

  test('of a refusal that no check gives says so', async () => {
    expect(await explain(ytx, '-104')).toContain('No check returns it');
  });

  test('of what does not exist is none', async () => {
    expect(await explain(ytx, '-999')).toBeUndefined();
  });
});

describe('a document with tables', () => {
  test('keeps everything but what stands between the marks', () => {
    const document = 'before\n<!-- a -->\nold\n<!-- /a -->\nafter\n';
    expect(withTables(document, { a: 'new' })).toBe('before\n<!-- a -->\nnew\n<!-- /a -->\nafter\n');
  });

  test('must have the marks', () => {
    expect(() => withTables('nothing', { a: 'new' })).toThrow('<!-- a -->');
  });
});
