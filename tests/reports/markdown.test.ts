import { describe, expect, test } from '@jest/globals';
import { markdownReport } from '../../contracts/suite/reports/index.js';
import { codeBlock, plain } from '../../contracts/suite/reports/markdown.js';
import { failed, hostile, oneOfEach, reportOn, resultOf } from './made-run.js';

const text = markdownReport(oneOfEach());

describe('the summary for GitHub', () => {
  test('begins with how it ended and a table of totals', () => {
    expect(text).toMatch(/^## Contract violated: 1 of 4 cases failed\n/);
    expect(text).toContain(
      '| passed | failed | skipped | inconclusive |\n| ---: | ---: | ---: | ---: |\n| 1 | 1 | 1 | 1 |',
    );
  });

  test('folds each failure away, with its diff and its rule', () => {
    expect(text).toContain('<details><summary>toy/open: the door is locked at night</summary>');
    expect(text).toContain('```diff\n  {\n-   "state": "锁",\n+   "state": "开",\n');
    expect(text).toContain('Rule toy/door-is-unlocked: door is unlocked\n\n- documented: 门未锁');
  });

  test('counts skips by reason, and lists what is inconclusive, left and covered', () => {
    expect(text).toContain('### Skipped\n\n- 1: real phones would ring');
    expect(text).toContain('### Inconclusive\n\n- 1: the target answered too late');
    expect(text).toContain('### Left behind\n\n- the booking 4711');
    expect(text).toContain('| toy/open | 1 | 1 | 1 | 0 |');
  });

  test('leaves out what it has nothing to say about', () => {
    const calm = markdownReport(reportOn([resultOf({})]));
    expect(calm).not.toMatch(/### (Failed|Inconclusive|Skipped|Left behind)/);
    expect(calm).toMatch(/^## Contract confirmed: 1 case passed\n/);
  });

  test('is no larger than GitHub takes, and says what it leaves out', () => {
    const differences = [{ step: 1, says: 'no', expected: '锁'.repeat(9000), received: '开'.repeat(9000) }];
    const many = Array.from({ length: 100 }, (_each, index) =>
      resultOf({ name: `case ${index}`, verdict: { outcome: 'failed', differences } }),
    );
    const long = markdownReport(reportOn(many));
    expect(Buffer.byteLength(long)).toBeLessThan(1024 * 1024);
    expect(long).toMatch(/\d+ more cases failed, omitted for the size limit of GitHub\./);
  });

  test('lets no text break out of its place', () => {
    const differences = [{ step: 1, says: hostile, received: hostile }];
    const page = markdownReport(reportOn([{ ...failed, id: hostile, verdict: { outcome: 'failed', differences } }]));
    const outside = page.replaceAll(/^(`{3,})diff\n[^]*?\n\1$/gm, '');
    expect(outside).not.toMatch(/<(?!\/?(details|summary)>)/);
    expect(page).toContain('````diff\n');
  });
});

test('a plain text shows what it is, and is no markup', () => {
  expect(plain('a|b *c* <d> [e](f) `g` @h #1 $i$ :j: k: l\nm')).not.toMatch(/[|*<>[\]`@$]|#(?!\d+;)|:j/);
  expect(plain('k: l\nm')).toBe('k: l m');
});

test('a fence is longer than any in what it holds', () => {
  expect(codeBlock('', 'a ```` b')).toBe('`````\na ```` b\n`````');
});
