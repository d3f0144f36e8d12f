import { describe, expect, test } from '@jest/globals';
import { successConfidence } from '../../simulator/core/pipeline/confidence.js';
import type { Provider } from '../../simulator/core/provider.js';
import { explain } from '../../simulator/checks-report/explain.js';
import { checksReport } from '../../simulator/checks-report/json.js';
import { successTable, totalsSentence, totalsTable } from '../../simulator/checks-report/markdown.js';
import { successesOf } from '../../simulator/checks-report/rows.js';
import { checksText } from '../../simulator/checks-report/text.js';
import { providers } from '../../simulator/providers/index.js';
import { understudy } from '../support/cli.js';
import { toy } from '../control/toy-provider.js';

const seen = {
  about: ['status', 'body'],
  confidence: 'single',
  sources: ['toy-page'],
  statement: '200 | with the box',
} as const;
const guessed = { about: ['effect'], confidence: 'assumed', statement: 'The box opens at once.' } as const;
const headers = { about: ['headers'], confidence: 'single', sources: ['toy-page'], statement: 'No header' } as const;

const withSuccess: Provider = {
  ...toy,
  operations: { openBox: { method: 'POST', path: '/box', success: [seen, headers, guessed] } },
};

const byPart = { status: 'single', headers: 'single', body: 'single', effect: 'assumed' };
const inWords = 'assumed (status single, headers single, body single, effect assumed)';

describe('the evidence for a success', () => {
  test('gives each part the confidence of its weakest entry; a part without an entry is assumed', () => {
    const documented = { ...seen, confidence: 'documented' } as const;
    expect(successConfidence([documented, seen, headers, guessed])).toEqual(byPart);
    expect(successConfidence([documented])).toEqual({
      status: 'documented',
      headers: 'assumed',
      body: 'documented',
      effect: 'assumed',
    });
  });

  test('is in the checks report as JSON, and for an operation without any there is no row', async () => {
    const report = await checksReport([withSuccess, { ...toy, name: 'silent' }], () => []);
    expect(report['toy']?.successes).toEqual([
      { operation: 'openBox', confidence: 'assumed', confidenceByPart: byPart, evidence: [seen, headers, guessed] },
    ]);
    expect(report['silent']?.successes).toEqual([]);
  });

  test('is in the checks report as text, with a count', async () => {
    const silent = await checksText(toy, { now: 0, records: [] });
    const text = await checksText(withSuccess, { now: 0, records: [] });
    const count =
      'toy: 1 operations by the weakest part of a success: 0 documented, 0 corroborated, 0 single, 1 assumed';
    expect(text.startsWith(`${silent}\nopenBox `)).toBe(true);
    expect(text.slice(silent.length)).toMatch(/^\nopenBox +assumed \(status single/);
    expect(text.slice(silent.length)).toContain(`  ${inWords}\n\n${count}\n`);
  });

  test('explains an operation by its name', async () => {
    const text = await explain(withSuccess, 'openBox');
    expect(text).toContain(`toy openBox: what it does when it accepts a request\n  whole: ${inWords}\n`);
    expect(text).toMatch(/^ +single +status, body: 200 \| with the box {2}\[toy-page\]$/m);
    expect(text).toMatch(/^ +assumed +effect: The box opens at once\.$/m);
    expect(await explain(toy, 'openBox')).toBeUndefined();
  });

  test('is a row of the README', () => {
    expect(successTable(withSuccess)).toContain(
      `| \`openBox\` | ${inWords} | status, body: single (toy-page): 200 \\| with the box · headers: single`,
    );
  });

  test('counts in the totals of the documents', async () => {
    expect(await totalsTable([withSuccess])).toContain('| toy | success | 1 | 0 | 0 | 0 | 1 |  |');
    expect(await totalsTable([withSuccess])).toContain('| toy | success: body | 1 | 0 | 0 | 1 | 0 |  |');
    const parts = 'status 0, headers 0, body 0, effect 1';
    expect(await totalsSentence([withSuccess], 'en')).toContain(
      `, and 1 of 1 operations has an assumed part in their success (${parts}).`,
    );
    expect(await totalsSentence([withSuccess], 'zh')).toContain(
      `，1 个操作中有 1 个在接受请求后的行为含有 assumed 的部分（${parts}）。`,
    );
  });
});

describe('the operations of the providers', () => {
  const all = providers.flatMap((provider) => successesOf(provider).map((row) => ({ ...row, provider })));

  test.each(all)('$provider.name $operation is explained by the command', async ({ provider, operation, evidence }) => {
    const { code, stdout } = await understudy(['explain', provider.name, operation]);
    expect(code).toBe(0);
    for (const { statement } of evidence) expect(stdout).toContain(statement);
  });

  test.each(all)('$provider.name $operation has its confidence in the OpenAPI description', async (row) => {
    const text = JSON.stringify(await row.provider.openapi());
    const { confidenceByPart: parts } = row;
    const shown = Object.entries(parts).map((pair) => pair.join(' '));
    expect(text).toContain(`Confidence of what it does: ${row.confidence} (${shown.join(', ')}).`);
  });
});
