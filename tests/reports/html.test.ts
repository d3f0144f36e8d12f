import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { htmlReport } from '../../contracts/suite/reports/index.js';
import { integrity, script } from '../../contracts/suite/reports/html.js';
import { palettes, style } from '../../contracts/suite/reports/html-style.js';
import { failed, hostile, oneOfEach, reportOn, resultOf } from './made-run.js';

const page = htmlReport(oneOfEach());

describe('the page', () => {
  test('asks for nothing from anywhere', () => {
    expect(page).toContain("content=\"default-src 'none'; ");
    expect(page).not.toMatch(/\b(src|srcset|action|poster)=|url\(|@import|<(link|iframe|object|embed|base)\b/);
    expect(page).not.toMatch(/href="(?!#)/);
  });

  test('lets exactly its own style and script run', () => {
    const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
    expect(integrity).toEqual({ style: hashOf(style), script: hashOf(script) });
    expect(page).toContain(`<style>${style}</style>`);
    expect(page).toContain(`<script>${script}</script>`);
  });

  test('says in which language it is, and in which a body is', () => {
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<del lang="zh-CN">−   &quot;state&quot;: &quot;锁&quot;,</del>');
  });

  test('has landmarks, headers to its tables and a count that is read aloud', () => {
    for (const part of ['<header', '<main', '<footer', 'role="search"', 'aria-live="polite"', '<caption>']) {
      expect(page).toContain(part);
    }
    const bare = page.replaceAll(/<th scope="(row|col)">/g, '');
    expect(bare).not.toMatch(/<th(?!ead)/);
  });

  test('does not let a hostile name, reason, body or target in', () => {
    const differences = [{ step: 1, says: hostile, expected: hostile, received: `${hostile}x` }];
    const results = [
      { ...failed, id: hostile, checks: [hostile], verdict: { outcome: 'failed' as const, differences } },
      resultOf({ name: hostile, readings: [hostile], left: [hostile], operation: hostile }),
      resultOf({ name: hostile, verdict: { outcome: 'skipped', reason: hostile } }),
      resultOf({ name: hostile, verdict: { outcome: 'inconclusive', reason: hostile } }),
    ];
    const attacked = htmlReport(reportOn(results, { target: { name: hostile, origin: 'provider' } }));
    expect(attacked.match(/<script/g)).toHaveLength(1);
    expect(attacked).not.toMatch(/<img|onerror=alert\(2\)>/);
    expect(attacked).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
  });
});

describe.each(Object.entries(palettes))('the colors by %s', (_name, palette) => {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };

  test('have the contrast that WCAG AA requires', () => {
    const onGrounds = (['ink', 'soft', 'accent', 'red', 'green', 'amber'] as const).flatMap((text) => [
      contrast(palette[text], palette.paper),
      contrast(palette[text], palette.card),
    ]);
    const onWashes = [contrast(palette.red, palette['red-wash']), contrast(palette.green, palette['green-wash'])];
    expect(Math.min(...onGrounds, ...onWashes)).toBeGreaterThanOrEqual(4.5);
  });
});
