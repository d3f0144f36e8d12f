import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { htmlReport, junitReport } from '../../contracts/suite/reports/index.js';
import { palettes } from '../../contracts/suite/reports/html-style.js';
import { describeInBrowser } from '../support/browser.js';
import { failed, hostile, inconclusive, reportOn, resultOf, skipped } from './made-run.js';

const long = `a-name-${'without-any-end-'.repeat(12)}`;
const results = [
  resultOf({}),
  resultOf({ name: 'the door opens again' }),
  resultOf({ name: long, operation: 'close', checks: [`toy/${long}`] }),
  failed,
  { ...failed, id: hostile },
  skipped,
  inconclusive,
];

const folder = mkdtempSync(join(tmpdir(), 'understudy-report-'));
const file = join(folder, 'report.html');
const address = pathToFileURL(file).href;
writeFileSync(file, htmlReport(reportOn(results)));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describeInBrowser('in Chromium', (browser) => {
  let page: Page;
  let complaints: string[];
  let requests: string[];

  /** Opens the report in a window of its own. */
  async function open(options: BrowserContextOptions = {}): Promise<void> {
    page = await (await browser().newContext(options)).newPage();
    [complaints, requests] = [[], []];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
  }

  beforeEach(() => open());
  afterEach(async () => {
    await page.context().close();
    expect([complaints, requests]).toEqual([[], [address]]);
  });

  const visibleCases = (): Promise<number> => page.locator('.case:visible').count();
  const colorOf = (property: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.body).getPropertyValue(${JSON.stringify(property)})`);
  const rgb = (hex: string): string =>
    `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;

  describe('the HTML report', () => {
    test('shows its failures at once, with diff, rule and evidence, and folds what passed', async () => {
      const failure = page.getByRole('article').first();
      for (const text of ['"state": "开"', 'door is unlocked', '门未锁']) {
        expect(await failure.getByText(text).first().isVisible()).toBe(true);
      }
      expect(await page.getByText('the door opens again').isVisible()).toBe(false);
      await page.getByText('toy/open 2 cases').click();
      expect(await page.getByText('the door opens again').isVisible()).toBe(true);
    });

    test('is found about in by landmarks, headings and names', async () => {
      for (const landmark of ['banner', 'main', 'search', 'contentinfo'] as const) {
        expect(await page.getByRole(landmark).count()).toBe(1);
      }
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
        'Contract violated: 2 of 7 cases failed',
      );
      for (const region of ['Failed', 'Inconclusive', 'Skipped', 'Passed', 'Coverage', 'Left behind']) {
        expect(await page.getByRole('region', { name: region, exact: true }).count()).toBe(1);
      }
      expect(
        await page
          .getByRole('radiogroup')
          .or(page.getByRole('group', { name: 'Show' }))
          .count(),
      ).toBe(1);
      expect(await page.getByRole('searchbox', { name: 'Find in the cases' }).count()).toBe(1);
      const operations = page.getByRole('table', { name: /^Operations/ });
      expect(await operations.getByRole('columnheader').allTextContents()).toContain('failed');
      expect(await operations.getByRole('rowheader', { name: 'toy/open' }).count()).toBe(1);
    });

    test('is filtered by click', async () => {
      await page.getByRole('radio', { name: 'failed 2' }).click();
      expect(await page.getByRole('status').textContent()).toBe('2 of 7 cases shown');
      expect(await visibleCases()).toBe(2);
      expect(await page.getByRole('heading', { name: 'Passed' }).isVisible()).toBe(false);
    });

    test('is filtered by keyboard, and says how many are left', async () => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the cases');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      expect(await page.getByRole('radio', { name: 'failed 2' }).isChecked()).toBe(true);
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Tab');
      await page.keyboard.type('OPENS again');
      expect(await page.getByRole('status').textContent()).toBe('1 of 7 cases shown');
      expect(await page.getByText('the door opens again').isVisible()).toBe(true);
      expect(await page.getByRole('article').first().isVisible()).toBe(false);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Backspace');
      expect(await page.getByRole('status').textContent()).toBe('7 of 7 cases shown');
      expect(await page.getByText('the door opens again').isVisible()).toBe(false);
    });

    test.each(['light', 'dark'] as const)('is %s where the reader wants it so', async (scheme) => {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await colorOf('background-color')).toBe(rgb(palettes[scheme].paper));
      expect(await colorOf('color')).toBe(rgb(palettes[scheme].ink));
    });

    test('is printed light and unfolded, without its filter', async () => {
      await page.evaluate('dispatchEvent(new Event("beforeprint"))');
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await colorOf('background-color')).toBe(rgb(palettes.light.paper));
      expect(await page.getByText('the door opens again').isVisible()).toBe(true);
      expect(await page.getByRole('search').isVisible()).toBe(false);
    });

    test('needs no scrolling sideways on a telephone', async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      const outside = `[...document.querySelectorAll('main *, header *')]
      .filter((each) => each.getBoundingClientRect().right > 360.5).map((each) => each.outerHTML.slice(0, 80))`;
      expect(await page.evaluate(outside)).toEqual([]);
    });

    test('draws Chinese with a font that has it, and not as boxes', async () => {
      const drawn = (text: string): Promise<string> =>
        page.evaluate(`(() => {
        const canvas = document.createElement('canvas');
        const pen = canvas.getContext('2d');
        pen.font = '48px ' + getComputedStyle(document.querySelector('del')).fontFamily;
        pen.fillText(${JSON.stringify(text)}, 10, 60);
        return canvas.toDataURL();
      })()`);
      // No font has a glyph for a noncharacter; two of them look the same, like any two characters that are missing.
      const box = await drawn('\u{5FFFE}');
      expect(await drawn('\u{6FFFE}')).toBe(box);
      const [lock, opened] = [await drawn('锁'), await drawn('开')];
      expect(new Set([box, lock, opened, await drawn('')]).size).toBe(4);
    });
  });

  test('JUnit XML is well-formed to a parser that forgives nothing', async () => {
    const differences = [{ step: 1, says: hostile, expected: hostile, received: `${hostile}x` }];
    const broken = resultOf({ name: hostile, operation: hostile, verdict: { outcome: 'failed', differences } });
    for (const xml of [reportOn([...results, broken]), reportOn([])].map(junitReport)) {
      const root = `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').documentElement`;
      expect(await page.evaluate(`${root}.nodeName`)).toBe('testsuites');
      expect(await page.evaluate(`${root}.querySelectorAll('parsererror').length`)).toBe(0);
    }
  });

  describe('without scripts', () => {
    beforeEach(async () => {
      await page.context().close();
      await open({ javaScriptEnabled: false });
    });

    test('is whole, and an outcome can still be chosen', async () => {
      expect(await page.getByRole('article').count()).toBe(2);
      expect(await page.getByRole('searchbox').count()).toBe(0);
      await page.getByRole('radio', { name: 'skipped 1' }).click();
      expect(await page.getByRole('article').count()).toBe(0);
      expect(await page.getByRole('heading', { name: 'Skipped' }).isVisible()).toBe(true);
    });
  });
});
