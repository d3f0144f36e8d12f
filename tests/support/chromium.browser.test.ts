import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advice, browserFor, describeInBrowser, isSkipped, type Machine, startBrowser, unpackedIn } from './browser.js';

const linux: Machine = { platform: 'linux', arch: 'x64', glibc: '2.36', env: {} };
/** Machines on which the bundled Chromium cannot run. */
const others: readonly Machine[] = [
  { ...linux, platform: 'darwin', glibc: undefined },
  { ...linux, platform: 'win32', glibc: undefined },
  { ...linux, arch: 'arm64' },
  { ...linux, glibc: undefined },
];

describe('the browser of a machine', () => {
  test('is the bundled one on Linux, x64, with glibc, and none elsewhere', () => {
    expect([linux, ...others].map((each) => browserFor(each).kind)).toEqual(['bundled', ...others.map(() => 'none')]);
  });

  test.each([linux, ...others])('is the one that UNDERSTUDY_CHROMIUM names, on any machine', (machine) => {
    const env = { UNDERSTUDY_CHROMIUM: '/opt/chrome' };
    expect(browserFor({ ...machine, env })).toEqual({ kind: 'named', path: '/opt/chrome' });
  });

  test('is missing with a reason: tests are skipped, and in CI they fail', async () => {
    for (const machine of others) {
      expect(isSkipped(machine)).toBe(true);
      const inCi = { ...machine, env: { CI: 'true' } };
      expect(isSkipped(inCi)).toBe(false);
      await expect(startBrowser(inCi)).rejects.toThrow(advice);
    }
    expect(isSkipped(linux)).toBe(false);
  });

  test('is not replaced by another when the named one does not exist', async () => {
    const env = { UNDERSTUDY_CHROMIUM: '/nowhere/chrome' };
    await expect(startBrowser({ ...linux, env })).rejects.toThrow('UNDERSTUDY_CHROMIUM names /nowhere/chrome');
  });
});

describe('unpacking', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'understudy-unpacking-'));
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  /** Unpacks one file in two steps, between which others get their turn. */
  const unpack = async (into: string): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(join(into, 'chromium'), into);
  };

  test('happens once, and leaves nothing but the folder of the version', async () => {
    const [one, other] = await Promise.all([unpackedIn(parent, unpack), unpackedIn(parent, unpack)]);
    expect(other).toBe(one);
    expect(existsSync(join(one, 'chromium'))).toBe(true);
    expect(readdirSync(parent)).toHaveLength(1);
    const again = unpackedIn(parent, () => Promise.reject(new Error('unpacked again')));
    expect(await again).toBe(one);
  });

  test('that fails leaves nothing, and says why', async () => {
    await expect(unpackedIn(parent, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(readdirSync(parent)).toEqual([]);
  });

  test('removes other versions and what a killed process left, and nothing that a process is still unpacking', async () => {
    // No process has a number this large.
    for (const name of ['1.0.0', 'unpacking-4194305-abc', `unpacking-${process.pid}-abc`])
      mkdirSync(join(parent, name));
    await unpackedIn(parent, unpack);
    expect(readdirSync(parent)).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), `unpacking-${process.pid}-abc`]);
  });
});

describeInBrowser('a page in the browser of the tests', (browser) => {
  test('has a glyph for Chinese, in every usual family and weight', async () => {
    const page = await browser().newPage();
    const drawn = (font: string, text: string): Promise<string> =>
      page.evaluate(`(() => {
        const canvas = document.createElement('canvas');
        const pen = canvas.getContext('2d');
        pen.font = ${JSON.stringify(font)};
        pen.fillText(${JSON.stringify(text)}, 10, 60);
        return canvas.toDataURL();
      })()`);
    for (const font of ['48px sans-serif', '48px serif', '48px monospace', 'bold 48px system-ui']) {
      const blank = await drawn(font, '');
      // A noncharacter has no glyph in any font, and is drawn as the box of missing characters.
      const box = await drawn(font, '\u{5FFFE}');
      const glyphs = await Promise.all(['会', '议', '锁', 'A'].map((text) => drawn(font, text)));
      expect([font, new Set([blank, box, ...glyphs]).size]).toEqual([font, 6]);
    }
    await page.close();
  });
});
